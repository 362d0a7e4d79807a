import { mean, sampleStandardDeviation } from "simple-statistics";
import { tQuantile } from "./student-t";

export const CONFIDENCE = 0.95;

/** The geometric mean of ratios, and where that of all possible rounds lies. */
export interface RatioInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The t interval of the logarithms of at least two rounds' ratios; `leastDeviation` is the standard deviation that the
 * clock alone gives them. Its coverage is shown in the tests of the speedup.
 */
export function ratioInterval(logRatios: readonly number[], leastDeviation = 0): RatioInterval {
  const n = logRatios.length;
  const centre = mean([...logRatios]);
  const deviation = Math.max(sampleStandardDeviation([...logRatios]), leastDeviation);
  const halfWidth = (tQuantile((1 + CONFIDENCE) / 2, n - 1) * deviation) / Math.sqrt(n);
  return { value: Math.exp(centre), low: Math.exp(centre - halfWidth), high: Math.exp(centre + halfWidth) };
}
