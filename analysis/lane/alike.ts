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

/** What heats of equal work differ by as a curve's misses tell, and from how many misses. */
export interface Misses {
  readonly deviation: number;
  readonly freedom: number;
  /** The lanes that the curve is of. */
  readonly lanes: readonly string[];
}

/** Of one heat a lane whose laps nobody knows, this many times as much is taken for a difference. */
const FAR_APART = 2;

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
  return [best, ...others.filter((it) => !isMore(it, best, { measure, misses, confidence }))];
}

function isMore(
  lane: Candidate,
  best: Candidate,
  { measure, misses, confidence }: { measure: Measure; misses: Misses | undefined; confidence: number },
): boolean {
  const found = speedupOf([lane, best], measure, confidence);
  if (found?.low !== undefined) return found.low * ((lane.weight ?? 1) / (best.weight ?? 1)) > 1;
  const ratio = lane.mean / best.mean;
  if (!misses || misses.freedom < 1 || ![lane, best].every(({ name }) => misses.lanes.includes(name))) {
    return ratio > FAR_APART;
  }
  const deviation = Math.SQRT2 * misses.deviation;
  return tInterval({ centre: Math.log(ratio), deviation, freedom: misses.freedom, confidence }).low > 1;
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
