import { levenbergMarquardt } from "ml-levenberg-marquardt";
import { mean } from "simple-statistics";
import type { Model } from "./models";
import type { Sample, Shape } from "./sample";

export interface Fit {
  readonly model: Model;
  readonly parameters: readonly number[];
  /** Of the log times: relative misses, near enough. */
  readonly residuals: readonly number[];
}

/**
 * Fits by least squares of the log times: the noise of a heat grows with its time, and a slow lane must not outweigh the
 * fast ones. The search (Levenberg and Marquardt) may stall where a parameter comes to 0, so each special case of the model
 * with some of them at 0 is fitted too, and the best one is kept: a model is never worse than its own special case.
 */
export function fit(model: Model, samples: readonly Sample[], start = model.start, iterations = 100): Fit {
  const whole = search(model, samples, start, iterations);
  return specialCases(model).reduce<Fit>((best, free) => {
    const part = search(restricted(model, free), samples, pick(model.start, free), iterations);
    const parameters = expand(part.parameters, free, model);
    const found = { model, parameters, residuals: part.residuals };
    return sumOfSquares(found.residuals) < sumOfSquares(best.residuals) ? found : best;
  }, whole);
}

/** Which parameters are left free, in each special case: not none of them, nor all. */
function specialCases({ parameters, atZero }: Model): number[][] {
  const subsets = atZero.reduce<number[][]>((all, index) => [...all, ...all.map((some) => [...some, index])], [[]]);
  return subsets
    .filter((zero) => zero.length > 0 && zero.length < parameters.length)
    .map((zero) => parameters.flatMap((_, index) => (zero.includes(index) ? [] : [index])));
}

/** The model in its free parameters alone, the others being 0. */
function restricted(model: Model, free: readonly number[]): Model {
  return {
    ...model,
    parameters: pick(model.parameters, free),
    start: pick(model.start, free),
    most: pick(model.most, free),
    atZero: [],
    seconds: (some, shape) => model.seconds(expand(some, free, model), shape),
    gradient: (some, shape) => pick(model.gradient(expand(some, free, model), shape), free),
  };
}

function pick<T>(values: readonly T[], indexes: readonly number[]): T[] {
  return indexes.flatMap((index) => values.slice(index, index + 1));
}

function expand(some: readonly number[], free: readonly number[], { parameters }: Model): number[] {
  return parameters.map((_, index) => some[free.indexOf(index)] ?? 0);
}

/**
 * The search sees each parameter in units of its start, so that all are of one size, and each lane as the mean of its
 * heats, weighted by their number: that has the same minimum.
 */
export function search(model: Model, samples: readonly Sample[], start: readonly number[], iterations: number): Fit {
  const scale = model.start.map((value) => (value > 0 ? value : 1));
  const unscale = (parameters: readonly number[]): number[] => parameters.map((value, i) => value * (scale[i] ?? 1));
  const lanes = laneMeans(samples);
  const at = (index: number): LaneMean => lanes[index] ?? NO_LANE;
  const curve = (parameters: readonly number[]) => (index: number) => {
    const { shape, weight } = at(index);
    return weight * Math.log(secondsOf(model, unscale(parameters), shape));
  };
  const data = { x: lanes.map((_, index) => index), y: lanes.map((lane) => lane.weight * lane.logSeconds) };
  const { parameterValues } = levenbergMarquardt(data, curve, {
    initialValues: start.map((value, i) => value / (scale[i] ?? 1)),
    minValues: scale.map(() => 0),
    maxValues: model.most.map((value, i) => value / (scale[i] ?? 1)),
    maxIterations: iterations,
    errorTolerance: 1e-14,
    jacobianFunction: (parameters) => (index) => {
      const { shape, weight } = at(index);
      const values = unscale(parameters);
      const seconds = secondsOf(model, values, shape);
      return model.gradient(values, shape).map((slope, i) => (weight * slope * (scale[i] ?? 1)) / seconds);
    },
  });
  const parameters = unscale(parameterValues);
  const residuals = samples.map((it) => Math.log(it.seconds) - Math.log(secondsOf(model, parameters, it)));
  return { model, parameters, residuals };
}

interface LaneMean {
  readonly shape: Shape;
  /**
   * Root of the lane's heats over the mean number of heats. It multiplies both sides, because the `weights` option of
   * ml-levenberg-marquardt 5.1 divides in its error what it multiplies in its steps.
   */
  readonly weight: number;
  readonly logSeconds: number;
}

const NO_LANE: LaneMean = { shape: { parallelism: 1, completions: 1, items: 1 }, weight: 0, logSeconds: 0 };

function laneMeans(samples: readonly Sample[]): LaneMean[] {
  const lanes = new Map<string, { shape: Sample; n: number; sum: number }>();
  for (const sample of samples) {
    const lane = lanes.get(sample.lane) ?? { shape: sample, n: 0, sum: 0 };
    lane.n += 1;
    lane.sum += Math.log(sample.seconds);
    lanes.set(sample.lane, lane);
  }
  const meanN = samples.length / lanes.size;
  return [...lanes.values()].map(({ shape, n, sum }) => ({ shape, weight: Math.sqrt(n / meanN), logSeconds: sum / n }));
}

/** With all parameters at 0 a model has no time, and that no logarithm. */
function secondsOf(model: Model, parameters: readonly number[], shape: Shape): number {
  return Math.max(model.seconds(parameters, shape), 1e-9);
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
