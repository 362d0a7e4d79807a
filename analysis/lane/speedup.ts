import { mean } from "simple-statistics";
import { itemLuck } from "./item-luck";
import { stragglerRounds } from "./stragglers";
import { CONFIDENCE, type RatioInterval, ratioInterval, tInterval } from "../statistics/log-interval";
import { medianInterval } from "../statistics/median-interval";
import type { HeatResult, Measure, Speedup, Verdict } from "../results/results";
import { toSixDigits } from "../statistics/rounding";

/** One lane's name, slots, pods and valid heats. */
export interface Contender {
  readonly name: string;
  readonly parallelism?: number;
  readonly completions?: number;
  readonly heats: readonly HeatResult[];
}

/** One round's heats of both lanes. */
interface Pair {
  readonly round: number;
  readonly serial: HeatResult;
  readonly parallel: HeatResult;
  readonly serialSeconds: number;
  readonly parallelSeconds: number;
}

/**
 * How many times as fast `parallel` is as `serial`, from the rounds in which both have a valid heat: a slow or fast
 * spell of the cluster then hits both. The ratios' logarithms are averaged, and their t interval is the speedup's, never
 * narrower than the clock allows. One round has an interval from its own laps, if it has them all. What these intervals
 * hold is shown by `npm run simulate`. `undefined` if there is no such round.
 */
export function speedupOf(
  [serial, parallel]: readonly [Contender, Contender],
  measure: Measure,
  confidence = CONFIDENCE,
): Speedup | undefined {
  const pairs = pairsOf(serial.heats, parallel.heats, measure.field);
  if (pairs.length === 0) return undefined;
  const logRatios = pairs.map(({ serialSeconds, parallelSeconds }) => Math.log(serialSeconds / parallelSeconds));
  const value = Math.exp(mean(logRatios));
  const clock = clockDeviation(pairs, measure.resolutionSeconds);
  const [only] = pairs;
  const interval =
    pairs.length > 1
      ? ratioInterval({ logRatios, leastDeviation: clock, confidence })
      : only && luckInterval(only, [serial, parallel], { clock, confidence });
  const known = interval && interval.low > 0 && Number.isFinite(interval.high) ? interval : undefined;
  const fasterRounds = pairs.filter((it) => it.parallelSeconds < it.serialSeconds).length;
  const tiedRounds = pairs.filter((it) => it.parallelSeconds === it.serialSeconds).length;
  return {
    serial: serial.name,
    parallel: parallel.name,
    value: toSixDigits(value),
    n: pairs.length,
    ...(serial.parallelism &&
      parallel.parallelism && { efficiency: toSixDigits((value * serial.parallelism) / parallel.parallelism) }),
    ...(known && {
      low: toSixDigits(known.low),
      high: toSixDigits(known.high),
      confidence,
      basis: pairs.length > 1 ? "rounds" : "items",
    }),
    verdict: verdictOf(known, pairs.length),
    fasterRounds,
    ...(tiedRounds > 0 && { tiedRounds }),
    ...stragglersOf(pairs, logRatios),
  };
}

/** The interval of one round: what drawing its laps again would change, in both lanes together. */
function luckInterval(
  pair: Pair,
  [serial, parallel]: readonly [Contender, Contender],
  { clock, confidence }: { readonly clock: number; readonly confidence: number },
): RatioInterval | undefined {
  const lucks = [itemLuck(serial, pair.serial), itemLuck(parallel, pair.parallel)];
  const [first, second] = lucks;
  if (!first || !second) return undefined;
  return tInterval({
    centre: Math.log(pair.serialSeconds / pair.parallelSeconds),
    deviation: Math.hypot(first.logDeviation, second.logDeviation, clock),
    freedom: first.freedom + second.freedom,
    confidence,
  });
}

/** Where only one lane has stragglers, a mean of few rounds seldom holds their share of the truth. */
function stragglersOf(pairs: readonly Pair[], logRatios: readonly number[]): Pick<Speedup, "stragglers"> {
  const [serial, parallel] = [pairs.map((it) => it.serialSeconds), pairs.map((it) => it.parallelSeconds)];
  const found = stragglerRounds(serial, parallel);
  if (!found) return {};
  const { value, low, high, confidence } = medianInterval(logRatios);
  return {
    stragglers: {
      lane: found.lane,
      rounds: found.indexes.flatMap((index) => pairs[index]?.round ?? []),
      medianValue: toSixDigits(Math.exp(value)),
      medianLow: toSixDigits(Math.exp(low)),
      medianHigh: toSixDigits(Math.exp(high)),
      medianConfidence: toSixDigits(confidence),
    },
  };
}

/**
 * What the clock alone adds to a log ratio's standard deviation. Whole seconds are often the same in every round, which
 * must not pass for certainty. Two cut ends make a triangle of the resolution's width: variance width² / 24.
 */
function clockDeviation(pairs: readonly Pair[], resolutionSeconds: number): number {
  const variance = resolutionSeconds ** 2 / 24;
  const share = (seconds: readonly number[]): number => variance / mean([...seconds]) ** 2;
  return Math.sqrt(share(pairs.map((it) => it.serialSeconds)) + share(pairs.map((it) => it.parallelSeconds)));
}

function verdictOf(interval: RatioInterval | undefined, rounds: number): Verdict {
  if (!interval) return rounds === 1 ? "can't tell" : "no detectable difference";
  if (interval.low > 1) return "parallel faster";
  if (interval.high < 1) return "serial faster";
  return "no detectable difference";
}

/** Positive times only: a Duration of 0 s says that the heat was too short for its clock. */
function pairsOf(serial: readonly HeatResult[], parallel: readonly HeatResult[], field: Measure["field"]): Pair[] {
  const others = new Map(parallel.map((heat) => [heat.round, heat]));
  return serial.flatMap((heat): Pair[] => {
    const other = others.get(heat.round);
    const [serialSeconds = 0, parallelSeconds = 0] = [heat[field], other?.[field]];
    if (!other || serialSeconds <= 0 || parallelSeconds <= 0) return [];
    return [{ round: heat.round, serial: heat, parallel: other, serialSeconds, parallelSeconds }];
  });
}
