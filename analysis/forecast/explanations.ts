import { itemWork } from "./item-work";
import type { LaneModel } from "./lane-model";

/**
 * How much an item's cost may differ between two lanes, as a logarithm, before the race says so: caches, hyperthreads and
 * other programs share a CPU less evenly than the model.
 */
const SHARING_DEVIATION = 0.15;
/** The same where the CPUs are not known: anything. */
const UNKNOWN_DEVIATION = 1;
/** What heats of equal work differ by. */
const HEAT_DEVIATION = 0.045;
/**
 * What may be true of CPUs, and how likely it is before the race says so. Pods that compute share them evenly; two of them
 * may be one core's hyperthreads, which do little more than one; and pods that mostly wait do not share them.
 */
const SHARING = [
  { share: 1, likelihood: 9 },
  { share: 0.65, likelihood: 3 },
  { share: Infinity, likelihood: 1 },
];
/** An explanation this much less likely than the best one is left out. */
const UNLIKELY = 0.1;

/** The serial and the parallel lane. */
export type Lanes = readonly [serial: LaneModel, parallel: LaneModel];

/** What the items cost if pods share so many CPUs, as logarithms of seconds. */
export interface Explanation {
  /** Infinity: they do not share. */
  readonly cpus: number;
  /** Of an item in the serial lane. */
  readonly item: number;
  /** By how much more it costs in the parallel lane. */
  readonly extra: number;
  readonly variance: { readonly item: number; readonly extra: number; readonly both: number };
  /** Of one item within a heat, in shares of its mean. */
  readonly variation: number;
  /** How well that is known. */
  readonly freedom: number;
  readonly weight: number;
}

/** The likeliest first. */
export function explanationsOf(lanes: Lanes, allocatableCpu: number | undefined): Explanation[] {
  // 1.93 CPUs are a node of two with a little reserved.
  const cpus = allocatableCpu ? Math.max(1, Math.round(allocatableCpu)) : Infinity;
  const deviation = allocatableCpu ? SHARING_DEVIATION : UNKNOWN_DEVIATION;
  const shared = lanes.some(({ slots }) => slots > cpus);
  const found = (shared ? SHARING : [{ share: Infinity, likelihood: 1 }]).flatMap(({ share, likelihood }) => {
    const it = explain(lanes, Math.max(1, share * cpus), deviation);
    return it ? [{ ...it, weight: likelihood * it.weight }] : [];
  });
  const best = found.reduce((most, it) => Math.max(most, it.weight), 0);
  return found.filter((it) => it.weight >= UNLIKELY * best).sort((a, b) => b.weight - a.weight);
}

/**
 * Both lanes make the same items, so an item costs them about the same: the lanes' means have the cost in common, and
 * their difference is drawn towards none, by least squares.
 */
function explain([first, second]: Lanes, cpus: number, deviation: number): Explanation | undefined {
  const [serial, parallel] = [itemWork(first.heats, cpus), itemWork(second.heats, cpus)];
  if (!serial || !parallel) return undefined;
  const freedom = serial.freedom + parallel.freedom;
  if (freedom < 1) return undefined;
  const variation = Math.sqrt((serial.squares + parallel.squares) / freedom);
  const [u, v] = [serial, parallel].map(
    ({ items, heats }) => 1 / (variation ** 2 / items + HEAT_DEVIATION ** 2 / heats),
  ) as [number, number];
  const w = 1 / deviation ** 2;
  const [x, y] = [Math.log(serial.seconds), Math.log(parallel.seconds)];
  // The normal equations of u (item - x)² + v (item + extra - y)² + w extra².
  const determinant = (u + v) * (v + w) - v * v;
  const item = ((v + w) * (u * x + v * y) - v * (v * y)) / determinant;
  const extra = ((u + v) * (v * y) - v * (u * x + v * y)) / determinant;
  const spread = 1 / u + 1 / v + deviation ** 2;
  return {
    cpus,
    item,
    extra,
    variance: { item: (v + w) / determinant, extra: (u + v) / determinant, both: -v / determinant },
    variation,
    freedom,
    weight: Math.exp(-((y - x) ** 2) / (2 * spread)) / Math.sqrt(spread),
  };
}
