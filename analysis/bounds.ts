import { mean } from "simple-statistics";
import type { LaneShape, RaceWork } from "./lane";
import { podSpan } from "./pod-span";
import type { Bounds, HeatResult } from "./results";
import { toMicroseconds } from "./rounding";

/** How fast the lane could have been; `undefined` if its pods' times are not known. */
export function boundsOf(lane: LaneShape, heats: readonly HeatResult[], work: RaceWork): Bounds | undefined {
  const splits = heats.flatMap((heat) => splitOf(lane, heat) ?? []);
  if (splits.length === 0) return undefined;

  const longest = heats.flatMap((heat) => heat.lapSummary?.maxSeconds ?? []);
  const costs = splits.flatMap(({ costSeconds }) => costSeconds ?? []);
  return {
    ...(longest.length > 0 && { longestLapSeconds: toMicroseconds(mean(longest)) }),
    ...(work.workSeconds !== undefined &&
      work.allocatableCpu && { workPerCpuSeconds: toMicroseconds(work.workSeconds / work.allocatableCpu) }),
    lapsAllowedSeconds: toMicroseconds(mean(splits.map(({ allowedSeconds }) => allowedSeconds))),
    ...(costs.length > 0 && { kubernetesCostSeconds: toMicroseconds(mean(costs)) }),
  };
}

/** What the laps of one heat allowed, and the rest of its time; `undefined` if not every pod's times are known. */
export function splitOf(
  lane: Pick<LaneShape, "parallelism" | "completions">,
  heat: HeatResult,
): { readonly allowedSeconds: number; readonly costSeconds?: number } | undefined {
  const pods = podWorkSeconds(heat);
  if (pods.length === 0 || pods.length < (lane.completions ?? 1)) return undefined;
  const allowedSeconds = packedSeconds(pods, lane.parallelism ?? 1);
  return {
    allowedSeconds,
    ...(heat.heatSeconds !== undefined && { costSeconds: heat.heatSeconds - allowedSeconds }),
  };
}

/**
 * The work of all items in seconds of one CPU: the sum of the laps, in the lane where they are shortest, among lanes
 * that never run more pods than there are CPUs (elsewhere a lap's time includes waiting for a CPU).
 */
export function raceWork(
  lanes: readonly { readonly shape: LaneShape; readonly heats: readonly HeatResult[] }[],
  allocatableCpu: number | undefined,
): RaceWork {
  const sums = lanes.flatMap(({ shape, heats }) => {
    const alone = (shape.parallelism ?? Infinity) <= Math.max(1, allocatableCpu ?? 1);
    const whole = heats.filter((heat) => heat.valid && heat.laps && heat.laps.length === shape.items);
    return alone && whole.length > 0 ? [mean(whole.map((heat) => total(heat.laps ?? [])))] : [];
  });
  return {
    ...(sums.length > 0 && { workSeconds: sums.reduce((a, b) => Math.min(a, b)) }),
    ...(allocatableCpu !== undefined && { allocatableCpu }),
  };
}

/** The end of the last job when each goes, in order, to the slot that is free first (Graham's list scheduling, 1966). */
export function packedSeconds(jobs: readonly number[], slots: number): number {
  const free = new Array<number>(Math.max(1, Math.min(slots, jobs.length))).fill(0);
  for (const job of jobs) {
    const first = free.indexOf(free.reduce((a, b) => Math.min(a, b)));
    free[first] = (free[first] ?? 0) + job;
  }
  return free.reduce((a, b) => Math.max(a, b));
}

/** Each pod's laps together, in order of the pods' starts; without its first lap, its container's time. */
function podWorkSeconds(heat: HeatResult): number[] {
  const laps = new Map<string, number>();
  for (const lap of heat.laps ?? []) {
    if (lap.item === 1) laps.set(lap.pod, lap.seconds);
    else if (laps.has(lap.pod)) laps.set(lap.pod, (laps.get(lap.pod) ?? 0) + lap.seconds);
  }
  return (heat.pods ?? [])
    .flatMap((pod) => {
      const work = podSpan(pod).work;
      return work ? [{ start: work.start, seconds: laps.get(pod.name) ?? work.end - work.start }] : [];
    })
    .sort((a, b) => a.start - b.start)
    .map(({ seconds }) => seconds);
}

function total(laps: readonly { readonly seconds: number }[]): number {
  return laps.reduce((sum, lap) => sum + lap.seconds, 0);
}
