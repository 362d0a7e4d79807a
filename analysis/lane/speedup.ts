import { mean } from "simple-statistics";
import { CONFIDENCE, ratioInterval } from "../statistics/log-interval";
import type { HeatResult, Measure, Speedup, Verdict } from "../results/results";
import { toSixDigits } from "../statistics/rounding";

/** A ratio of one round that is nearer to 1 is no difference that anybody should act on: the next round may turn it. */
const LEAST_LOG_RATIO = Math.log(1.05);

/** One lane's name, slots and valid heats. */
export interface Contender {
  readonly name: string;
  readonly parallelism?: number;
  readonly heats: readonly HeatResult[];
}

/**
 * How many times as fast `parallel` is as `serial`, from the rounds in which both have a valid heat: a slow or fast
 * spell of the cluster then hits both. The ratios' logarithms are averaged, and their t interval is the speedup's
 * (its coverage is shown in the tests); it is never narrower than the clock allows. `undefined` if there is no such round.
 */
export function speedupOf(serial: Contender, parallel: Contender, measure: Measure): Speedup | undefined {
  const serialTimes = timesByRound(serial.heats, measure.field);
  const parallelTimes = timesByRound(parallel.heats, measure.field);
  const logRatios = [...serialTimes].flatMap(([round, seconds]) => {
    const other = parallelTimes.get(round);
    return other === undefined ? [] : [Math.log(seconds / other)];
  });
  if (logRatios.length === 0) return undefined;

  const n = logRatios.length;
  const value = Math.exp(mean(logRatios));
  const shared = {
    serial: serial.name,
    parallel: parallel.name,
    value: toSixDigits(value),
    n,
    ...(serial.parallelism &&
      parallel.parallelism && { efficiency: toSixDigits((value * serial.parallelism) / parallel.parallelism) }),
  };
  if (n === 1) {
    const [[, ours] = [0, 0]] = [...serialTimes].filter(([round]) => parallelTimes.has(round));
    const tooClose =
      Math.abs(Math.log(value)) < LEAST_LOG_RATIO || Math.abs(ours - ours / value) < measure.resolutionSeconds;
    return { ...shared, verdict: tooClose ? "too close to tell" : "one round" };
  }

  const clock = clockDeviation([...serialTimes.values()], [...parallelTimes.values()], measure.resolutionSeconds);
  const { low, high } = ratioInterval(logRatios, clock);
  const tied = probabilityEqual([...parallelTimes.values()], [...serialTimes.values()]);
  return {
    ...shared,
    ...(Number.isFinite(high) && low > 0 && { low: toSixDigits(low), high: toSixDigits(high), confidence: CONFIDENCE }),
    verdict: verdictOf(low, high),
    probabilityFaster: toSixDigits(probabilityLess([...parallelTimes.values()], [...serialTimes.values()])),
    ...(tied > 0 && { probabilityTied: toSixDigits(tied) }),
  };
}

/** Vargha and Delaney's A: the share of all pairs in which the first is less, a tie counting half. */
export function probabilityLess(first: readonly number[], second: readonly number[]): number {
  let wins = 0;
  for (const a of first) for (const b of second) wins += a < b ? 1 : a === b ? 0.5 : 0;
  return wins / (first.length * second.length);
}

function probabilityEqual(first: readonly number[], second: readonly number[]): number {
  const ties = first.reduce((sum, a) => sum + second.filter((b) => a === b).length, 0);
  return ties / (first.length * second.length);
}

/**
 * What the clock alone adds to a log ratio's standard deviation. Whole seconds are often the same in every round, which
 * must not pass for certainty. Two cut ends make a triangle of the resolution's width: variance width² / 24.
 */
function clockDeviation(serial: readonly number[], parallel: readonly number[], resolutionSeconds: number): number {
  const variance = resolutionSeconds ** 2 / 24;
  return Math.sqrt(variance / mean([...serial]) ** 2 + variance / mean([...parallel]) ** 2);
}

function verdictOf(low: number, high: number): Verdict {
  if (low > 1) return "parallel faster";
  if (high < 1) return "serial faster";
  return "no detectable difference";
}

/** Positive times only: a Duration of 0 s says that the heat was too short for its clock. */
function timesByRound(heats: readonly HeatResult[], field: Measure["field"]): Map<number, number> {
  return new Map(
    heats.flatMap((heat) => {
      const seconds = heat[field];
      return seconds !== undefined && seconds > 0 ? [[heat.round, seconds] as const] : [];
    }),
  );
}
