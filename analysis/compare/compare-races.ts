import { mean, sampleVariance } from "simple-statistics";
import type { RaceFacts } from "../results/race-facts";
import type { HeatResult, Measure } from "../results/results";
import { CONFIDENCE, tInterval } from "../statistics/log-interval";
import { toSixDigits } from "../statistics/rounding";
import { tQuantile } from "../statistics/student-t";
import type { ChangeVerdict, Comparison, LaneComparison } from "./comparison";
import { differencesOf } from "./differences";

/**
 * Compares the lanes of two races. Their rounds are not pairs, as nothing links round 1 of one to that of the other: so
 * each lane's times are two samples with spreads of their own.
 */
export function compareRaces(old: RaceFacts, now: RaceFacts): Comparison {
  const names = now.lanes.map(({ name }) => name).filter((name) => old.lanes.some((lane) => lane.name === name));
  const field = old.measure.field === now.measure.field ? now.measure.field : "durationSeconds";
  const resolutionSeconds =
    field === "durationSeconds" ? 2 : Math.max(old.measure.resolutionSeconds, now.measure.resolutionSeconds);
  const samples = names.map((name) => ({ name, old: timesOf(old, name, field), now: timesOf(now, name, field) }));
  const known = samples.filter((lane) => lane.old.length > 0 && lane.now.length > 0);
  const confidence = 1 - (1 - CONFIDENCE) / Math.max(1, known.length);
  const only = (a: RaceFacts, b: RaceFacts): string[] =>
    a.lanes.map(({ name }) => name).filter((name) => !b.lanes.some((lane) => lane.name === name));
  return {
    schemaVersion: 1,
    differences: differencesOf(old, now),
    lanes: known.map((lane) => compareLane(lane, { resolutionSeconds, confidence })),
    onlyOld: only(old, now),
    onlyNew: only(now, old),
  };
}

/** How often a change of the size that is named as visible is seen. */
const POWER = 0.8;

interface LaneTimes {
  readonly name: string;
  readonly old: readonly number[];
  readonly now: readonly number[];
}

function timesOf({ heats }: RaceFacts, lane: string, field: Measure["field"]): number[] {
  return heats
    .filter((heat: HeatResult) => heat.lane === lane && heat.valid)
    .flatMap((heat) => heat[field] ?? [])
    .filter((seconds) => seconds > 0);
}

function compareLane(
  { name, old, now }: LaneTimes,
  known: { readonly resolutionSeconds: number; readonly confidence: number },
): LaneComparison {
  const [before, after] = [sampleOf(old, known.resolutionSeconds), sampleOf(now, known.resolutionSeconds)];
  const centre = before.centre - after.centre;
  const shared = {
    name,
    oldSeconds: toSixDigits(Math.exp(before.centre)),
    newSeconds: toSixDigits(Math.exp(after.centre)),
    oldHeats: old.length,
    newHeats: now.length,
    value: toSixDigits(Math.exp(centre)),
    confidence: toSixDigits(known.confidence),
  };
  if (before.freedom < 1 || after.freedom < 1) return { ...shared, verdict: "can't tell" };
  const variance = before.variance + after.variance;
  // Welch and Satterthwaite's degrees of freedom.
  const freedom = variance ** 2 / (before.variance ** 2 / before.freedom + after.variance ** 2 / after.freedom);
  const deviation = Math.sqrt(variance);
  const { low, high } = tInterval({ centre, deviation, freedom, confidence: known.confidence });
  const shows = Math.exp((tQuantile((1 + known.confidence) / 2, freedom) + tQuantile(POWER, freedom)) * deviation);
  return {
    ...shared,
    low: toSixDigits(low),
    high: toSixDigits(high),
    shows: toSixDigits(shows),
    verdict: verdictOf(low, high),
  };
}

/** The mean of the times' logarithms, its variance and how well that is known: never better than the clock allows. */
function sampleOf(seconds: readonly number[], resolutionSeconds: number) {
  const logs = seconds.map(Math.log);
  const clock = resolutionSeconds ** 2 / 24 / mean([...seconds]) ** 2;
  const variance = logs.length > 1 ? Math.max(sampleVariance(logs), clock) : 0;
  return { centre: mean(logs), variance: variance / logs.length, freedom: logs.length - 1 };
}

function verdictOf(low: number, high: number): ChangeVerdict {
  if (low > 1) return "faster";
  if (high < 1) return "slower";
  return "no detectable difference";
}
