import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { quantileSorted } from "simple-statistics";
import { type Fit, fit } from "./fit";
import type { Sample } from "./sample";

const RESAMPLES = 400;

/**
 * 95 % percentile intervals of a fit's parameters, by the residual bootstrap (Efron and Tibshirani 1993, chapter 9):
 * the fitted curve with misses drawn anew, fitted again. The misses of a fit are smaller than those of the truth by
 * sqrt((n - p) / n) on average; they are widened by that much. The same seed gives the same intervals.
 */
export function parameterIntervals(
  found: Fit,
  samples: readonly Sample[],
  seed: number,
): ({ low: number; high: number } | undefined)[] {
  const { model, parameters, residuals } = found;
  const n = samples.length;
  const freedom = n - parameters.length;
  if (freedom <= 0) return parameters.map(() => undefined);
  const widen = Math.sqrt(n / freedom);
  const random = xoroshiro128plus(seed);

  const draws = Array.from({ length: RESAMPLES }, () => {
    const resampled = samples.map((sample) => {
      const miss = residuals[Math.floor(uniformFloat64(random) * n)] ?? 0;
      return { ...sample, seconds: model.seconds(parameters, sample) * Math.exp(widen * miss) };
    });
    return fit(model, resampled, parameters, 20).parameters;
  });
  return parameters.map((_, index) => {
    const values = draws.map((draw) => draw[index] ?? NaN).sort((a, b) => a - b);
    return { low: quantileSorted(values, 0.025), high: quantileSorted(values, 0.975) };
  });
}
