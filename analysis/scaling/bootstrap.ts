import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { quantileSorted } from "simple-statistics";
import { type Fit, search } from "./fit";
import type { Sample } from "./sample";
import { tQuantile } from "../statistics/student-t";

const RESAMPLES = 400;
/** What the middle 95 % of a normal distribution reach to, in standard deviations. */
const NORMAL = 1.96;
/** A redrawn time keeps at least this share of the fitted one, whatever the clock adds: it must have a logarithm. */
const LEAST_SHARE = 0.1;

/**
 * 95 % percentile intervals of a fit's parameters, by the residual bootstrap (Efron and Tibshirani 1993, chapter 9):
 * the fitted curve with misses drawn again, fitted again. The misses of a fit are smaller than those of the truth by
 * sqrt((n - p) / n) on average; they are widened by that much. The intervals are then stretched as t is wider than the
 * normal distribution, because few heats don't know their own spread. The same seed gives the same intervals.
 *
 * `resolutionSeconds` is the width of the interval in which a time's true value lies. Equal times of a coarse clock
 * must not pass for certainty: each redrawn time is off by two cut ends, a triangle of that width.
 */
export function parameterIntervals(
  found: Fit,
  samples: readonly Sample[],
  seed: number,
  resolutionSeconds: number,
): ({ low: number; high: number } | undefined)[] {
  const { model, parameters, residuals } = found;
  const n = samples.length;
  const freedom = n - parameters.length;
  if (freedom <= 0) return parameters.map(() => undefined);
  const widen = Math.sqrt(n / freedom);
  const stretch = tQuantile(0.975, freedom) / NORMAL;
  const random = xoroshiro128plus(seed);

  const draws = Array.from({ length: RESAMPLES }, () => {
    const resampled = samples.map((sample) => {
      const fitted = model.seconds(parameters, sample);
      const miss = residuals[Math.floor(uniformFloat64(random) * n)] ?? 0;
      const clock = (resolutionSeconds / 2) * (uniformFloat64(random) - uniformFloat64(random));
      return { ...sample, seconds: Math.max(fitted * Math.exp(widen * miss) + clock, LEAST_SHARE * fitted) };
    });
    return search(model, resampled, parameters, 20).parameters;
  });
  return parameters.map((_, index) => {
    const values = draws.map((draw) => draw[index] ?? NaN).sort((a, b) => a - b);
    const [low, high] = [quantileSorted(values, 0.025), quantileSorted(values, 0.975)];
    const [centre, half] = [(low + high) / 2, ((high - low) / 2) * stretch];
    return { low: Math.max(0, centre - half), high: Math.min(model.most[index] ?? Infinity, centre + half) };
  });
}
