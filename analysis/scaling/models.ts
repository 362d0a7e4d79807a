import type { Sample, Shape } from "./sample";
import type { ModelName } from "../results/scaling-results";

/** A curve of the time over the shape of a lane. */
export interface Model {
  readonly name: ModelName;
  readonly parameters: readonly string[];
  readonly start: readonly number[];
  readonly most: readonly number[];
  /** Indexes of the parameters that may well be 0, and of which the model then has a special case. */
  readonly atZero: readonly number[];
  /** Seconds. All parameters are at least 0. */
  readonly seconds: (parameters: readonly number[], shape: Shape) => number;
  /** Derivative of `seconds` by each parameter. */
  readonly gradient: (parameters: readonly number[], shape: Shape) => number[];
}

/** Amdahl's law: T = T(1) (s + (1 - s) / N). */
export function amdahl(samples: readonly Sample[]): Model {
  const factor = (s: number, n: number): number => s + (1 - s) / n;
  return {
    name: "amdahl",
    parameters: ["serialSeconds", "serialFraction"],
    start: [serialGuess(samples), 0.2],
    most: [Infinity, 1],
    atZero: [1],
    seconds: ([t1 = 0, s = 0], { parallelism: n }) => t1 * factor(s, n),
    gradient: ([t1 = 0, s = 0], { parallelism: n }) => [factor(s, n), t1 * (1 - 1 / n)],
  };
}

/** The Universal Scalability Law: T = T(1) (1 + σ (N - 1) + κ N (N - 1)) / N. */
export function universalScalability(samples: readonly Sample[]): Model {
  const factor = (sigma: number, kappa: number, n: number): number => (1 + sigma * (n - 1) + kappa * n * (n - 1)) / n;
  return {
    name: "usl",
    parameters: ["serialSeconds", "contention", "coherency"],
    start: [serialGuess(samples), 0.2, 0.001],
    most: [Infinity, 1, 1],
    atZero: [1, 2],
    seconds: ([t1 = 0, sigma = 0, kappa = 0], { parallelism: n }) => t1 * factor(sigma, kappa, n),
    gradient: ([t1 = 0, sigma = 0, kappa = 0], { parallelism: n }) => [
      factor(sigma, kappa, n),
      (t1 * (n - 1)) / n,
      t1 * (n - 1),
    ],
  };
}

/** At N = 1 both laws are T(1); from another N, the perfect split is a start for the search. */
function serialGuess(samples: readonly Sample[]): number {
  const smallest = samples.reduce((a, b) => (b.parallelism < a.parallelism ? b : a));
  return smallest.seconds * smallest.parallelism;
}
