import { mean } from "simple-statistics";
import { podsAtOnce } from "../../plan/lane-kind";
import type { HeatResult, Measure } from "../results/results";
import { CONFIDENCE, tInterval } from "../statistics/log-interval";
import { type Contender, speedupOf } from "./speedup";

/** A lane with its valid heats and the mean of what is to be small: its time, or its cost. */
export interface Candidate extends Contender {
  readonly mean: number;
  /** What a second counts. @default 1 */
  readonly weight?: number;
}

/** The standard deviation of a heat's logarithm, and how well that is known. */
interface Spread {
  readonly deviation: number;
  readonly freedom: number;
}

/** What heats of equal work differ by as a curve's misses tell. */
export interface Misses extends Spread {
  /** The lanes that the curve is of. */
  readonly lanes: readonly string[];
}

/** Of one heat a lane whose laps nobody knows, this many times as much is taken for a difference. */
const FAR_APART = 2;
/** Two lanes have their own rounds' differences; more have what all of them differ by together. */
const FEWEST_POOLED = 3;

/**
 * The lanes that can't be told from the one with the least mean, which is the first. One that is really the best is left
 * out in at most 5 % of races: each of the others has its share of that (Bonferroni).
 */
export function alike<T extends Candidate>(candidates: readonly T[], measure: Measure, misses?: Misses): T[] {
  const [first, ...rest] = candidates;
  if (!first) return [];
  const best = rest.reduce((a, b) => (b.mean < a.mean ? b : a), first);
  const others = candidates.filter((it) => it !== best);
  const confidence = 1 - (1 - CONFIDENCE) / Math.max(1, others.length);
  const logs = candidates.length < FEWEST_POOLED ? new Map<string, number[]>() : logsByLane(candidates, measure.field);
  const known = { measure, confidence, logs, spread: spreadOf([...logs.values()]), ...(misses && { misses }) };
  return [best, ...others.filter((it) => !isMore(it, best, known))];
}

interface Known {
  readonly measure: Measure;
  readonly confidence: number;
  readonly logs: ReadonlyMap<string, readonly number[]>;
  readonly spread: Spread | undefined;
  readonly misses?: Misses;
}

function isMore(lane: Candidate, best: Candidate, { measure, confidence, logs, spread, misses }: Known): boolean {
  const weight = Math.log((lane.weight ?? 1) / (best.weight ?? 1));
  const [own, other] = [logs.get(lane.name), logs.get(best.name)];
  if (spread && own && other) {
    const centre = weight + mean([...own]) - mean([...other]);
    // What the clock adds: two cut ends make a triangle of its width.
    const clock = measure.resolutionSeconds / Math.sqrt(24) / best.mean;
    const deviation = Math.max(spread.deviation, clock) * Math.sqrt(2 / own.length);
    return tInterval({ centre, deviation, freedom: spread.freedom, confidence }).low > 1;
  }
  const found = speedupOf([lane, best], measure, confidence);
  if (found?.low !== undefined) return Math.log(found.low) + weight > 0;
  const ratio = lane.mean / best.mean;
  if (!misses || misses.freedom < 1 || ![lane, best].every(({ name }) => misses.lanes.includes(name))) {
    return ratio > FAR_APART;
  }
  const deviation = Math.SQRT2 * misses.deviation;
  return tInterval({ centre: Math.log(ratio), deviation, freedom: misses.freedom, confidence }).low > 1;
}

/** The logarithms of each lane's heats in the rounds that all lanes have, in the same order. */
function logsByLane(lanes: readonly Candidate[], field: Measure["field"]): Map<string, number[]> {
  const byRound = lanes.map(
    ({ heats }) => new Map(heats.flatMap((heat) => ((heat[field] ?? 0) > 0 ? [[heat.round, heat[field] ?? 0]] : []))),
  );
  const rounds = [...(byRound[0]?.keys() ?? [])].filter((round) => byRound.every((own) => own.has(round)));
  return new Map(
    lanes.map(({ name }, index) => [name, rounds.map((round) => Math.log(byRound[index]?.get(round) ?? NaN))]),
  );
}

/**
 * What is left of the logarithms when lane and round are taken off: the residual of a two-way layout without repeats
 * (Hsu 1996, Multiple Comparisons, section 4), which all lanes share.
 */
function spreadOf(logs: readonly (readonly number[])[]): Spread | undefined {
  const rounds = logs[0]?.length ?? 0;
  const freedom = (logs.length - 1) * (rounds - 1);
  if (rounds < 2 || freedom < 1) return undefined;
  const all = mean(logs.flat());
  const ofRound = Array.from({ length: rounds }, (_, round) => mean(logs.map((own) => own[round] ?? NaN)));
  const squares = logs.flatMap((own) => {
    const ofLane = mean([...own]);
    return own.map((log, round) => (log - ofLane - (ofRound[round] ?? NaN) + all) ** 2);
  });
  return { deviation: Math.sqrt(squares.reduce((sum, it) => sum + it, 0) / freedom), freedom };
}

/** The one with the fewest pods at once; of those with equally many, the one that comes first. */
export function smallest<T extends Candidate>(lanes: readonly T[]): T | undefined {
  const atOnce = (lane: T): number => podsAtOnce(lane) ?? Infinity;
  return lanes.reduce<T | undefined>((a, b) => (a && atOnce(a) <= atOnce(b) ? a : b), undefined);
}

export function meanOf(heats: readonly HeatResult[], field: Measure["field"]): number {
  const values = heats.flatMap((heat) => heat[field] ?? []);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
