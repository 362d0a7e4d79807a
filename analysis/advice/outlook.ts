import { kindOf } from "../../plan/lane-kind";
import { splitOf } from "../lane/bounds";
import { breakEvenItems, type ItemLine, itemLine, meanLine, predictedSpeedup } from "./break-even";
import { ratioInterval } from "../statistics/log-interval";
import type { RaceFacts } from "../results/race-facts";
import type { LaneResult } from "../results/results";
import { toSixDigits } from "../statistics/rounding";
import type { Recommendation } from "../results/scaling-results";

/** An item that takes this little longer in one lane than in the other takes about as long. */
const ABOUT = 1.05;
/** Beyond this many times the raced items nothing that was measured says what happens. */
export const FARTHEST = 100;
/** Where the rounds' predictions lie so many times apart (one end of their interval to the other), there is none. */
const USELESS = 4;

/** What more items would change between the first two lanes. */
export interface Outlook {
  /** Rounds that it is known from. */
  readonly rounds: number;
  /** Items that were raced. */
  readonly items: number;
  /**
   * What the parallel lane gains with each item: `some`; `far`, some, but too little to win with 100 times the items;
   * `perhaps` some, but the interval of the gain contains 1; `none`, it loses or keeps; `hardly`, the two take about as
   * long; `unknown`, the rounds differ too much to tell.
   */
  readonly gain: "some" | "far" | "perhaps" | "none" | "hardly" | "unknown";
  /** Items from which the parallel lane should be the faster one; with `some` gain only. */
  readonly evenItems?: number;
  /** With `some` gain, and with `perhaps`. */
  readonly prediction?: Recommendation["prediction"];
}

/**
 * `undefined` if there is no round in which the work of all pods of both lanes was observed, well above what the clock
 * can tell.
 */
export function outlookOf({ lanes, heats }: Pick<RaceFacts, "lanes" | "heats">): Outlook | undefined {
  const [serial, parallel] = lanes;
  if (!serial || !parallel?.items) return undefined;
  const linesOf = (lane: LaneResult): Map<number, ItemLine> =>
    new Map(
      heats.flatMap((heat) => {
        const split = heat.valid && heat.lane === lane.name ? splitOf(lane, heat) : undefined;
        const line = split && !split.coarse ? itemLine(split, lane.items) : undefined;
        return line ? [[heat.round, line] as const] : [];
      }),
    );
  const others = linesOf(parallel);
  const pairs = [...linesOf(serial)].flatMap(([round, line]) => {
    const other = others.get(round);
    return other ? [{ slow: line, fast: other }] : [];
  });
  if (pairs.length === 0) return undefined;
  const known = { rounds: pairs.length, items: parallel.items };
  const gain = gainOf(estimate(pairs.map((pair) => pair.slow.itemSeconds / pair.fast.itemSeconds)));
  if (gain !== "some" && gain !== "perhaps") return { ...known, gain };

  const pods = leastCommonMultiple(kindOf(serial).itemStep(serial), kindOf(parallel).itemStep(parallel));
  const [slow, fast] = [meanLine(pairs.map((pair) => pair.slow)), meanLine(pairs.map((pair) => pair.fast))];
  const evenItems = gain === "some" ? breakEvenItems(slow, fast, pods) : undefined;
  if (gain === "some" && evenItems === undefined) return { ...known, gain: "unknown" };
  if (evenItems !== undefined && evenItems > FARTHEST * parallel.items) return { ...known, gain: "far" };
  // Far enough from the break-even that the difference shows.
  const items = Math.max(4, Math.ceil((2 * (evenItems ?? 0)) / parallel.items)) * parallel.items;
  const there = estimate(pairs.map((pair) => predictedSpeedup(pair.slow, pair.fast, items)));
  if (!there || (there.low !== undefined && there.high > USELESS * there.low)) return { ...known, gain: "unknown" };
  // Without an interval: that of the rounds would leave out what is wrong with the lines themselves.
  const prediction = { items, speedup: toSixDigits(there.value) };
  return { ...known, gain, ...(evenItems !== undefined && { evenItems }), prediction };
}

type Estimate =
  | { readonly value: number; readonly low: number; readonly high: number }
  | { readonly value: number; readonly low?: never; readonly high?: never };

/** Over the rounds; of one round without an interval. `undefined` if a ratio has no logarithm. */
function estimate(ratios: readonly number[]): Estimate | undefined {
  if (ratios.some((ratio) => !(ratio > 0) || !Number.isFinite(ratio))) return undefined;
  if (ratios.length === 1) return { value: ratios[0] ?? 1 };
  const interval = ratioInterval({ logRatios: ratios.map(Math.log) });
  return interval.low > 0 && Number.isFinite(interval.high) ? interval : undefined;
}

function gainOf(ratio: Estimate | undefined): Outlook["gain"] {
  if (!ratio) return "unknown";
  const { value, low = value, high = value } = ratio;
  const about = (it: number): boolean => it > 1 / ABOUT && it < ABOUT;
  if (about(low) && about(high)) return "hardly";
  if (low > 1) return "some";
  if (high < 1) return "none";
  return value > 1 ? "perhaps" : "unknown";
}

function leastCommonMultiple(a: number, b: number): number {
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  return (a / divisor(a, b)) * b;
}
