import { mean, median, medianAbsoluteDeviation, sampleStandardDeviation } from "simple-statistics";
import type { Summary } from "../results/results";
import { toMicroseconds } from "./rounding";

/** Above this modified z-score a value is an outlier: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993. */
const OUTLIER_SCORE = 3.5;
const FEWEST_VALUES = 5;
/** Nearer to the median than this share of it, a value is not far from it, however close the others lie. */
const NEAR_SHARE = 0.1;

/** Describes the values, or nothing if there are none. */
export function summarise(seconds: readonly number[]): Summary | undefined {
  if (seconds.length === 0) return undefined;
  const values = [...seconds].sort((a, b) => a - b);
  return {
    n: values.length,
    medianSeconds: toMicroseconds(median(values)),
    meanSeconds: toMicroseconds(mean(values)),
    ...(values.length > 1 && { stddevSeconds: toMicroseconds(sampleStandardDeviation(values)) }),
    minSeconds: toMicroseconds(values.at(0) ?? NaN),
    maxSeconds: toMicroseconds(values.at(-1) ?? NaN),
  };
}

/**
 * Indexes of the values whose modified z-score is above 3.5: 0.6745 × distance from the median / MAD. If more than
 * half of the values are equal, the MAD is 0, and 0.7979 × distance / mean absolute deviation takes its place. Fewer than
 * five values have no outliers: two that happen to lie close make a third one look far. Neither is one within 10 % of the median.
 */
export function outliers(values: readonly number[]): number[] {
  if (values.length < FEWEST_VALUES) return [];
  const centre = median([...values]);
  const distances = values.map((value) => Math.abs(value - centre));
  const mad = medianAbsoluteDeviation([...values]);
  const unit = mad > 0 ? mad / 0.6745 : mean(distances) * 1.253314;
  return distances.flatMap((distance, index) =>
    unit > 0 && distance / unit > OUTLIER_SCORE && distance > NEAR_SHARE * Math.abs(centre) ? [index] : [],
  );
}
