import { kindOf, podsAtOnce } from "../../plan/lane-kind";
import { isWhole, type WholePod } from "../heat/critical-path";
import { podSpan } from "../heat/pod-span";
import type { HeatResult, LaneResult } from "../results/results";
import type { Random } from "../statistics/random";
import { sharedSeconds, type SlotJob } from "./shared-slots";

/** A lane's shape, its heats, and what Kubernetes costs it: all that its time with other items depends on, but the items. */
export interface LaneModel {
  readonly heats: readonly HeatResult[];
  /** Pods that run at once. */
  readonly slots: number;
  /** Absent where they take their items from a queue. */
  readonly pods?: number;
  /** The number of items must be a multiple of this. */
  readonly itemStep: number;
  /** From the first pod's creation until each of the first pods ran. */
  readonly firstDelays: readonly number[];
  /** From the end of a pod until the one in its place ran. */
  readonly nextDelays: readonly number[];
  /** From the last pod's end until the Job was complete, on average. */
  readonly lagSeconds: number;
}

/** A queue's items beyond this many for each worker are drawn in groups: their luck has evened out by then. */
const JOBS_A_SLOT = 20;

/** `undefined` if the lane's shape, or one of its pods' times, is not known. */
export function laneModel(lane: LaneResult, heats: readonly HeatResult[]): LaneModel | undefined {
  const slots = podsAtOnce(lane);
  if (!slots || heats.length === 0) return undefined;
  const delays = heats.map((heat) => delaysOf(heat, slots));
  const known = delays.flatMap((it) => it ?? []);
  if (known.length < heats.length) return undefined;
  const queue = lane.kind === "queue";
  return {
    heats,
    slots,
    ...(!queue && { pods: lane.completions ?? 1 }),
    itemStep: kindOf(lane).itemStep(lane),
    firstDelays: known.flatMap(({ first }) => first),
    // A worker takes its next item at once.
    nextDelays: queue ? [0] : known.flatMap(({ next }) => next),
    lagSeconds: known.reduce((sum, { lag }) => sum + lag, 0) / known.length,
  };
}

/** The pod that was created as number i (from 0) took the place of the one that ended as number i - slots. */
function delaysOf(heat: HeatResult, slots: number): { first: number[]; next: number[]; lag: number } | undefined {
  const spans = (heat.pods ?? []).map(podSpan);
  const pods: WholePod[] = spans.filter(isWhole).sort((a, b) => a.created - b.created);
  const [begin] = pods;
  if (!begin || pods.length < spans.length || heat.heatSeconds === undefined) return undefined;
  const ends = pods.map(({ work }) => work.end).sort((a, b) => a - b);
  const delay = ({ work }: WholePod, index: number): number =>
    Math.max(0, work.start - (index < slots ? begin.created : (ends[index - slots] ?? work.start)));
  const delays = pods.map(delay);
  const lag = Math.max(0, heat.heatSeconds - ((ends.at(-1) ?? 0) - begin.created));
  return { first: delays.slice(0, slots), next: delays.slice(slots), lag };
}

/** What the runs of a lane are drawn from. */
export interface Draws {
  readonly runs: number;
  /** Of an item's seconds, in shares of their mean. */
  readonly variation: number;
  readonly random: Random;
}

/** Runs of the lane with so many items: their jobs, with the work in mean items. */
export function drawRuns(lane: LaneModel, items: number, { runs, variation, random }: Draws): SlotJob[][] {
  const jobs = lane.pods ?? Math.min(items, lane.slots * JOBS_A_SLOT);
  const each = items / jobs;
  const spread = variation / Math.sqrt(each);
  const one = (of: readonly number[]): number => of[Math.floor(random.uniform() * of.length)] ?? 0;
  return Array.from({ length: runs }, () =>
    Array.from({ length: jobs }, (_, index) => ({
      work: each * random.gamma(spread),
      delaySeconds: one(index < lane.slots ? lane.firstDelays : lane.nextDelays),
    })),
  );
}

/** The mean logarithm of the runs' times, where an item costs `itemSeconds` on a CPU of its own. */
export function meanLogSeconds(
  { slots, lagSeconds }: LaneModel,
  runs: readonly (readonly SlotJob[])[],
  { itemSeconds, cpus }: { readonly itemSeconds: number; readonly cpus: number },
): number {
  const logs = runs.map((jobs) => {
    const scaled = jobs.map(({ work, delaySeconds }) => ({ work: work * itemSeconds, delaySeconds }));
    return Math.log(Math.max(lagSeconds + sharedSeconds(scaled, { slots, cpus }), 1e-9));
  });
  return logs.reduce((sum, log) => sum + log, 0) / logs.length;
}
