import { sampleStandardDeviation } from "simple-statistics";
import { parameterIntervals } from "./bootstrap";
import { type Fit, fit } from "./fit";
import type { Sample } from "./sample";
import { tQuantile } from "../statistics/student-t";

/** Two rounds know their spread so badly that the bootstrap of their misses says more. */
const FEWEST_ROUNDS = 3;
/** Of a clock that is coarser, equal times in every round are no certainty: the bootstrap knows the clock. */
const COARSE_SECONDS = 0.1;

type Interval = { readonly low: number; readonly high: number } | undefined;

/**
 * 95 % intervals of a fit's parameters. What a round shares, a slow cluster or a warm disk, moves all of its lanes
 * together: so each round with all lanes is fitted alone, and the fits' spread is the parameters'. Too few such rounds have
 * the residual bootstrap, which takes the heats for independent.
 */
export function intervalsOf(
  found: Fit,
  samples: readonly Sample[],
  seed: number,
  resolutionSeconds: number,
): Interval[] {
  const fits = roundFits(found, samples);
  const coarse = resolutionSeconds > COARSE_SECONDS;
  if (fits.length < FEWEST_ROUNDS) return parameterIntervals(found, samples, seed, resolutionSeconds);
  const ofRounds = found.parameters.map((value, index): Interval => {
    const spread = sampleStandardDeviation(fits.map((parameters) => parameters[index] ?? 0));
    const half = (tQuantile(0.975, fits.length - 1) * spread) / Math.sqrt(fits.length);
    return { low: Math.max(0, value - half), high: Math.min(found.model.most[index] ?? Infinity, value + half) };
  });
  if (!coarse) return ofRounds;
  const ofMisses = parameterIntervals(found, samples, seed, resolutionSeconds);
  return ofRounds.map((interval, index) => wider(interval, ofMisses[index]));
}

/** The parameters of each round that has all lanes, if the model has no more of them than there are lanes. */
function roundFits({ model, parameters }: Fit, samples: readonly Sample[]): (readonly number[])[] {
  const lanes = new Set(samples.map((it) => it.lane)).size;
  if (lanes <= model.parameters.length) return [];
  const rounds = new Map<number, Sample[]>();
  for (const sample of samples) rounds.set(sample.round, [...(rounds.get(sample.round) ?? []), sample]);
  return [...rounds.values()]
    .filter((own) => own.length === lanes)
    .map((own) => fit(model, own, parameters, 40).parameters);
}

function wider(a: Interval, b: Interval): Interval {
  if (!a || !b) return a ?? b;
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}
