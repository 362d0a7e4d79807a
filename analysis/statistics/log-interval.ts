import { mean, sampleStandardDeviation } from "simple-statistics";
import { tQuantile } from "./student-t";

export const CONFIDENCE = 0.95;

/** The geometric mean of ratios, and where that of all possible rounds lies. */
export interface RatioInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The logarithms of at least two rounds' ratios, and how surely their interval is to hold the truth. */
export interface LogRatios {
  readonly logRatios: readonly number[];
  /** The standard deviation that the clock alone gives them. @default 0 */
  readonly leastDeviation?: number;
  /** @default 0.95 */
  readonly confidence?: number;
}

/** Their t interval. Its coverage is shown by `npm run simulate`. */
export function ratioInterval({ logRatios, leastDeviation = 0, confidence = CONFIDENCE }: LogRatios): RatioInterval {
  const n = logRatios.length;
  const deviation = Math.max(sampleStandardDeviation([...logRatios]), leastDeviation);
  return tInterval({ centre: mean([...logRatios]), deviation: deviation / Math.sqrt(n), freedom: n - 1, confidence });
}

/** A ratio's interval from the mean of its logarithm, the standard deviation of that mean, and how well that is known. */
export function tInterval(known: {
  readonly centre: number;
  readonly deviation: number;
  readonly freedom: number;
  readonly confidence: number;
}): RatioInterval {
  const { centre, deviation, freedom, confidence } = known;
  const halfWidth = tQuantile((1 + confidence) / 2, freedom) * deviation;
  return { value: Math.exp(centre), low: Math.exp(centre - halfWidth), high: Math.exp(centre + halfWidth) };
}
