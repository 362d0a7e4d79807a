import { splitOf } from "../lane/bounds";
import type { RaceFacts } from "../results/race-facts";
import type { HeatResult, LaneResult } from "../results/results";
import { seeded } from "../statistics/random";
import { tQuantile } from "../statistics/student-t";
import { type Explanation, explanationsOf, type Lanes } from "./explanations";
import { drawRuns, laneModel, meanLogSeconds } from "./lane-model";

/** How surely a range holds the true speedup. */
export const FORECAST_CONFIDENCE = 0.9;
/** What the model's simplifications are worth, such as overheads that are always the same. */
const MODEL_DEVIATION = 0.02;
const RUNS = { most: 80, least: 3, jobs: 6_000 };
/** The step in a logarithm by which a slope is found. */
const STEP = 0.1;

/** How many times as fast the parallel lane is, and where the true number lies. */
export interface SpeedupRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What the race tells of its first two lanes with another number of items. */
export interface Forecast {
  /** Rounds that it is known from. */
  readonly rounds: number;
  /** The number of items must be a multiple of this. */
  readonly itemStep: number;
  readonly rangeAt: (items: number) => SpeedupRange;
}

/**
 * Both lanes are simulated with other items: pods take the slots as these come free, share the CPUs, and pay what
 * Kubernetes was seen to cost; more items a pod even out. Both make the same kind of items, so these are one pool. The
 * range is from how well the items' mean, and the lanes' difference in it, are known: `npm run simulate` shows what it holds.
 *
 * `undefined` without a round in which the work of all pods of both lanes was observed, well above what the clock can tell.
 */
export function forecastOf(facts: Pick<RaceFacts, "lanes" | "heats" | "cluster">): Forecast | undefined {
  const [serial, parallel] = facts.lanes;
  if (!serial || !parallel) return undefined;
  const [ofSerial, ofParallel] = [observed(serial, facts.heats), observed(parallel, facts.heats)];
  const rounds = [...ofSerial.keys()].filter((round) => ofParallel.has(round));
  if (rounds.length === 0) return undefined;
  const [first, second] = [
    laneModel(serial, rounds.flatMap((round) => ofSerial.get(round) ?? [])), // prettier-ignore
    laneModel(parallel, rounds.flatMap((round) => ofParallel.get(round) ?? [])), // prettier-ignore
  ];
  if (!first || !second) return undefined;
  const explanations = explanationsOf([first, second], facts.cluster?.allocatableCpu);
  if (explanations.length === 0) return undefined;
  const known = new Map<number, SpeedupRange>();
  return {
    rounds: rounds.length,
    itemStep: leastCommonMultiple(first.itemStep, second.itemStep),
    rangeAt: (items) => {
      const range = known.get(items) ?? union(explanations.map((it) => rangeOf([first, second], it, items)));
      known.set(items, range);
      return range;
    },
  };
}

/** By round. */
function observed(lane: LaneResult, heats: readonly HeatResult[]): Map<number, HeatResult> {
  const own = heats.filter((heat) => heat.valid && heat.lane === lane.name);
  return new Map(
    own.flatMap((heat) => {
      const split = splitOf(lane, heat);
      return split?.costSeconds !== undefined && !split.coarse ? [[heat.round, heat] as const] : [];
    }),
  );
}

/** By what the speedup's logarithm changes with each thing that is not quite known. */
function rangeOf(lanes: Lanes, it: Explanation, items: number): SpeedupRange {
  const random = seeded(1);
  const drawn = lanes.map((lane) => {
    const jobs = lane.pods ?? lane.slots;
    const runs = Math.max(RUNS.least, Math.min(RUNS.most, Math.floor(RUNS.jobs / jobs)));
    return drawRuns(lane, items, { runs, variation: it.variation, random });
  });
  const logSpeedup = (item: number, extra: number): number => {
    const [slow = 0, fast = 0] = lanes.map((lane, index) =>
      meanLogSeconds(lane, drawn[index] ?? [], {
        itemSeconds: Math.exp(index === 0 ? item : item + extra),
        cpus: it.cpus,
      }),
    );
    return slow - fast;
  };
  const centre = logSpeedup(it.item, it.extra);
  const byItem = (logSpeedup(it.item + STEP, it.extra) - centre) / STEP;
  const byExtra = (logSpeedup(it.item, it.extra + STEP) - centre) / STEP;
  const { item, extra, both } = it.variance;
  const variance = byItem ** 2 * item + byExtra ** 2 * extra + 2 * byItem * byExtra * both + MODEL_DEVIATION ** 2;
  // Items are skewed, so they tell their spread about half as well as normal values would.
  const half = tQuantile((1 + FORECAST_CONFIDENCE) / 2, Math.max(1, it.freedom / 2)) * Math.sqrt(variance);
  return { value: Math.exp(centre), low: Math.exp(centre - half), high: Math.exp(centre + half) };
}

/** The value of the first, and a range that holds all. */
function union(ranges: readonly SpeedupRange[]): SpeedupRange {
  return {
    value: ranges[0]?.value ?? NaN,
    low: Math.min(...ranges.map(({ low }) => low)),
    high: Math.max(...ranges.map(({ high }) => high)),
  };
}

function leastCommonMultiple(a: number, b: number): number {
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  return (a / divisor(a, b)) * b;
}
