import type { LaneResult, Results } from "../analysis/results/results";
import { formatDuration } from "./words/duration";

/** The first lane's Duration, as `kubectl describe jobs` prints that of its median heat; absent without a heat. */
export function serialDuration(results: Results): string | undefined {
  return medianDuration(results, results.lanes[0]);
}

/** The second lane's, in the same way. */
export function parallelDuration(results: Results): string | undefined {
  return medianDuration(results, results.lanes[1]);
}

/**
 * How many times as fast the second lane is as the first: see `Results.speedup`. Where there is none, `null`, which Pulumi
 * leaves out of what it shows: of `undefined` it warns.
 */
export function speedup(results: Results): number | null {
  return results.speedup?.value ?? null;
}

/**
 * The lower of the two middle heats when their number is even, so that the answer is a Duration that a Job really had.
 * Disturbed heats count only where there is no valid one.
 */
function medianDuration(results: Results, lane: LaneResult | undefined): string | undefined {
  const all = results.heats.filter((heat) => heat.lane === lane?.name);
  const valid = all.filter((heat) => heat.valid);
  const durations = (valid.length > 0 ? valid : all).map((heat) => heat.durationSeconds).sort((a, b) => a - b);
  const median = durations[Math.floor((durations.length - 1) / 2)];
  return median === undefined ? undefined : formatDuration(median);
}
