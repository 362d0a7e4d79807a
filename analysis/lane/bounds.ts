import { kindOf, type LaneNumbers } from "../../plan/lane-kind";
import { mean } from "simple-statistics";
import type { LaneShape, RaceWork } from "./lane-shapes";
import { podSpan } from "../heat/pod-span";
import type { Bounds, HeatResult } from "../results/results";
import { toMicroseconds } from "../statistics/rounding";

/** Work of fewer times its clock's resolution says little: what is off then is as much as 5 %. */
const WELL_ABOVE = 20;
/** Of a lap, from log timestamps. */
const LAP_RESOLUTION = 1e-6;

/** Where the time of one heat went, in seconds. */
export interface HeatSplit {
  /** The heat's pods packed without gaps onto its slots. */
  readonly allowedSeconds: number;
  /** The rest of the heat's time; absent if that is not known. */
  readonly costSeconds?: number;
  /** Whether the work of a pod is not well above what its clock can tell, such as one second. */
  readonly coarse: boolean;
}

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
export function splitOf(lane: LaneNumbers, heat: HeatResult): HeatSplit | undefined {
  const pods = podWorks(heat);
  if (pods.length === 0 || pods.length < (kindOf(lane).fewestPods(lane) ?? 1)) return undefined;
  const jobs = pods.map(({ seconds }) => seconds);
  const allowedSeconds = packedSeconds(jobs, lane.parallelism ?? 1);
  return {
    allowedSeconds,
    coarse: pods.some(({ seconds, resolutionSeconds }) => seconds < WELL_ABOVE * resolutionSeconds),
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
  // A heap of the times at which the slots come free, the first one on top.
  const free = new Array<number>(Math.max(1, Math.min(slots, jobs.length))).fill(0);
  let last = 0;
  for (const job of jobs) {
    const end = (free[0] ?? 0) + job;
    last = Math.max(last, end);
    sinkTop(free, end);
  }
  return last;
}

/** Replaces the least of a heap, and lets the new value sink to its place. */
function sinkTop(heap: number[], value: number): void {
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const child = (heap[left + 1] ?? Infinity) < (heap[left] ?? Infinity) ? left + 1 : left;
    const smallest = heap[child] ?? Infinity;
    if (smallest >= value) break;
    heap[at] = smallest;
    at = child;
  }
  heap[at] = value;
}

interface PodWork {
  readonly start: number;
  readonly seconds: number;
  readonly resolutionSeconds: number;
}

/** Each pod's laps together, in order of the pods' starts; without its first lap, its container's time. */
function podWorks(heat: HeatResult): PodWork[] {
  const laps = new Map<string, number>();
  for (const lap of heat.laps ?? []) {
    if (lap.item === 1) laps.set(lap.pod, lap.seconds);
    else if (laps.has(lap.pod)) laps.set(lap.pod, (laps.get(lap.pod) ?? 0) + lap.seconds);
  }
  return (heat.pods ?? [])
    .flatMap((pod): PodWork[] => {
      const { work, workResolutionSeconds } = podSpan(pod);
      if (!work) return [];
      const seconds = laps.get(pod.name);
      return seconds === undefined
        ? [{ start: work.start, seconds: work.end - work.start, resolutionSeconds: workResolutionSeconds }]
        : [{ start: work.start, seconds, resolutionSeconds: LAP_RESOLUTION }];
    })
    .sort((a, b) => a.start - b.start);
}

function total(laps: readonly { readonly seconds: number }[]): number {
  return laps.reduce((sum, lap) => sum + lap.seconds, 0);
}
