import { mean, sampleStandardDeviation } from "simple-statistics";
import { itemLuck } from "../lane/item-luck";
import type { Contender } from "../lane/speedup";
import type { LaneResult, Measure, RaceSettings } from "../results/results";
import { toMicroseconds } from "../statistics/rounding";
import { tQuantile } from "../statistics/student-t";

/** How surely the lane's next heat is to be in time. */
export const IN_TIME_CONFIDENCE = 0.95;

/** The median of the lane's compared time; `undefined` without a valid heat. */
export function medianOf({ heat, medianSeconds }: LaneResult, { field }: Measure): number | undefined {
  return field === "heatSeconds" ? heat?.medianSeconds : medianSeconds;
}

/**
 * How many of the lane's heats were in time, and whether its next one will be: one that is late in half of its heats has a
 * median in time half the time, so the median can't say. Nothing without a deadline or a valid heat.
 */
export function deadlineOf(
  lane: Contender,
  measure: Measure,
  { deadlineSeconds }: RaceSettings,
): Pick<LaneResult, "meetsDeadline" | "inTime" | "nextHeatSeconds"> {
  const seconds = lane.heats.flatMap((heat) => heat[measure.field] ?? []);
  if (deadlineSeconds === undefined || seconds.length === 0) return {};
  const inTime = seconds.filter((it) => it <= deadlineSeconds).length;
  const bound = nextHeatBound(lane, seconds, measure.resolutionSeconds);
  const meetsDeadline =
    inTime >= IN_TIME_CONFIDENCE * seconds.length && bound !== undefined && bound <= deadlineSeconds;
  return { meetsDeadline, inTime, ...(bound !== undefined && { nextHeatSeconds: toMicroseconds(bound) }) };
}

/**
 * The upper 95 % prediction bound of one more heat, t s sqrt(1 + 1 / n) above the mean of the logarithms (Hahn and Meeker
 * 1991, section 4.6). Of one heat, its own laps tell the deviation; without them nothing does.
 */
function nextHeatBound(lane: Contender, seconds: readonly number[], resolutionSeconds: number): number | undefined {
  const positive = seconds.filter((it) => it > 0);
  const n = positive.length;
  if (n === 0) return undefined;
  const logs = positive.map(Math.log);
  const [only] = lane.heats;
  const luck = n === 1 && only ? itemLuck(lane, only) : undefined;
  const deviation = n > 1 ? sampleStandardDeviation(logs) : luck?.logDeviation;
  const freedom = n > 1 ? n - 1 : luck?.freedom;
  if (deviation === undefined || freedom === undefined) return undefined;
  // Equal times of a coarse clock are no certainty: two cut ends make a triangle of its width.
  const clock = resolutionSeconds / Math.sqrt(24) / mean(positive);
  const reach = tQuantile(IN_TIME_CONFIDENCE, freedom) * Math.max(deviation, clock) * Math.sqrt(1 + 1 / n);
  return Math.exp(mean(logs) + reach);
}
