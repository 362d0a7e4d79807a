import { levenbergMarquardt } from "ml-levenberg-marquardt";
import { mean } from "simple-statistics";
import type { Model } from "./models";
import type { Sample } from "./sample";

export interface Fit {
  readonly model: Model;
  readonly parameters: readonly number[];
  /** Of the log times: relative misses, near enough. */
  readonly residuals: readonly number[];
}

/**
 * Fits by least squares of the log times (Levenberg–Marquardt): the noise of a heat grows with its time, and a slow
 * lane must not outweigh the fast ones. The search sees each parameter in
 * units of its start, so that all are of one size.
 */
export function fit(model: Model, samples: readonly Sample[], start = model.start, iterations = 100): Fit {
  const scale = model.start.map((value) => (value > 0 ? value : 1));
  const unscale = (parameters: readonly number[]): number[] => parameters.map((value, i) => value * (scale[i] ?? 1));
  const x = samples.map((_, index) => index);
  const y = samples.map((sample) => Math.log(sample.seconds));
  const logSeconds = (parameters: readonly number[], index: number): number => {
    const sample = samples[index];
    return sample ? Math.log(Math.max(model.seconds(unscale(parameters), sample), 1e-9)) : NaN;
  };
  const { parameterValues } = levenbergMarquardt({ x, y }, (parameters) => (index) => logSeconds(parameters, index), {
    initialValues: start.map((value, i) => value / (scale[i] ?? 1)),
    minValues: scale.map(() => 0),
    maxValues: model.most.map((value, i) => value / (scale[i] ?? 1)),
    maxIterations: iterations,
    errorTolerance: 1e-14,
    jacobianFunction: (parameters) => (index) => {
      const sample = samples[index];
      if (!sample) return [];
      const values = unscale(parameters);
      const seconds = Math.max(model.seconds(values, sample), 1e-9);
      return model.gradient(values, sample).map((slope, i) => (slope * (scale[i] ?? 1)) / seconds);
    },
  });
  const residuals = samples.map((sample, index) => Math.log(sample.seconds) - logSeconds(parameterValues, index));
  return { model, parameters: unscale(parameterValues), residuals };
}

/**
 * AICc of a least-squares fit: n ln(RSS / n) + 2k + 2k(k + 1) / (n - k - 1), k the parameters and the variance
 * (Hurvich and Tsai 1989; Burnham and Anderson 2002, 2.4). `undefined` if there are too few samples for it.
 */
export function aicc(residuals: readonly number[], parameterCount: number): number | undefined {
  const n = residuals.length;
  const k = parameterCount + 1;
  if (n - k - 1 <= 0) return undefined;
  // The times are known to a millionth at best, so a smaller miss is luck.
  const variance = Math.max(sumOfSquares(residuals) / n, 1e-12);
  return n * Math.log(variance) + 2 * k + (2 * k * (k + 1)) / (n - k - 1);
}

/** Root mean square of the miss of each lane's geometric mean. */
export function laneError(samples: readonly Sample[], residuals: readonly number[]): number {
  const lanes = [...new Set(samples.map((sample) => sample.lane))];
  const misses = lanes.map((lane) => mean(residuals.filter((_, index) => samples[index]?.lane === lane)));
  return Math.sqrt(sumOfSquares(misses) / misses.length);
}

/** 1 - RSS / TSS of the log times; `undefined` if the times don't vary. */
export function rSquared(samples: readonly Sample[], residuals: readonly number[]): number | undefined {
  const logs = samples.map((sample) => Math.log(sample.seconds));
  const centre = mean(logs);
  const total = sumOfSquares(logs.map((value) => value - centre));
  return total > 0 ? 1 - sumOfSquares(residuals) / total : undefined;
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}
