import { splitOf } from "./bounds";
import { breakEvenItems, type ItemLine, itemLine, predictedSpeedup } from "./break-even";
import { CONFIDENCE, ratioInterval } from "./log-interval";
import type { RaceFacts } from "./race-facts";
import type { LaneResult } from "./results";
import { toSixDigits } from "./rounding";
import type { Recommendation } from "./scaling-results";

/** An item that takes this little longer in one lane than in the other takes about as long. */
const ABOUT = 1.05;
/** Beyond this many times the raced items nothing that was measured says what happens. */
const FARTHEST = 100;
/** An interval of which one end is so many times the other is no prediction. */
const USELESS = 4;

/** What more items would change between the first two lanes. */
export interface Outlook {
  /** Rounds that it is known from. */
  readonly rounds: number;
  /**
   * What the parallel lane gains with each item: `some`; `perhaps` some, but the interval of the gain contains 1;
   * `none`, it loses or keeps; `hardly`, the two take about as long; `unknown`, the rounds differ too much to tell.
   */
  readonly gain: "some" | "perhaps" | "none" | "hardly" | "unknown";
  /** With `some` gain, and with `perhaps`, which has no break-even. */
  readonly more?: { readonly items: number; readonly evenItems?: number } & Required<
    Pick<Recommendation, "prediction">
  >;
}

/** `undefined` if the laps of the two lanes were not observed in one round at least. */
export function outlookOf({ lanes, heats }: Pick<RaceFacts, "lanes" | "heats">): Outlook | undefined {
  const [serial, parallel] = lanes;
  const [slow, fast] = [serial && itemLine(serial), parallel && itemLine(parallel)];
  if (!serial || !parallel?.items || !slow || !fast) return undefined;
  const linesOf = (lane: LaneResult): Map<number, ItemLine> =>
    new Map(
      heats.flatMap((heat) => {
        const split = heat.valid && heat.lane === lane.name ? splitOf(lane, heat) : undefined;
        if (split?.costSeconds === undefined || !lane.items) return [];
        const line = { fixedSeconds: split.costSeconds, itemSeconds: split.allowedSeconds / lane.items };
        return [[heat.round, line] as const];
      }),
    );
  const others = linesOf(parallel);
  const pairs = [...linesOf(serial)].flatMap(([round, line]) => {
    const other = others.get(round);
    return other ? [{ slow: line, fast: other }] : [];
  });
  if (pairs.length === 0) return undefined;
  const rounds = pairs.length;
  const gain = gainOf(estimate(pairs.map((pair) => pair.slow.itemSeconds / pair.fast.itemSeconds)));
  if (gain !== "some" && gain !== "perhaps") return { rounds, gain };

  const pods = leastCommonMultiple(serial.completions ?? 1, parallel.completions ?? 1);
  const evenItems = gain === "some" ? breakEvenItems(slow, fast, pods) : undefined;
  if (gain === "some" && evenItems === undefined) return { rounds, gain: "unknown" };
  if (evenItems !== undefined && evenItems > FARTHEST * parallel.items) return { rounds, gain: "hardly" };
  // Far enough from the break-even that the difference shows.
  const items = Math.max(4, Math.ceil((2 * (evenItems ?? 0)) / parallel.items)) * parallel.items;
  const there = estimate(pairs.map((pair) => predictedSpeedup(pair.slow, pair.fast, items)));
  if (!there || (there.low !== undefined && there.high > USELESS * there.low)) return { rounds, gain: "unknown" };
  const range = there.low !== undefined && {
    low: toSixDigits(there.low),
    high: toSixDigits(there.high),
    confidence: CONFIDENCE,
  };
  const prediction = { items, speedup: toSixDigits(there.value), ...range };
  return { rounds, gain, more: { items: parallel.items, ...(evenItems !== undefined && { evenItems }), prediction } };
}

type Estimate =
  | { readonly value: number; readonly low: number; readonly high: number }
  | { readonly value: number; readonly low?: never; readonly high?: never };

/** Over the rounds; of one round without an interval. `undefined` if a ratio has no logarithm. */
function estimate(ratios: readonly number[]): Estimate | undefined {
  if (ratios.some((ratio) => !(ratio > 0) || !Number.isFinite(ratio))) return undefined;
  if (ratios.length === 1) return { value: ratios[0] ?? 1 };
  const interval = ratioInterval(ratios.map(Math.log));
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
