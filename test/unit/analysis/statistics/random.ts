import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Seeded draws for simulations. */
export interface Random {
  readonly uniform: () => number;
  readonly normal: () => number;
  /** Mean 1. The time to find a prime is nearly exponential. */
  readonly exponential: () => number;
}

export function seeded(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    // Box and Muller.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    exponential: () => -Math.log(1 - uniform()),
  };
}

export function near(actual: number | undefined, expected: number, relative = 1e-6): void {
  const miss = Math.abs((actual ?? NaN) - expected);
  if (!(miss <= relative * Math.max(Math.abs(expected), 1e-12))) {
    throw new Error(`Expected ${expected} within ${relative * 100} %, got ${actual ?? "nothing"}.`);
  }
}
