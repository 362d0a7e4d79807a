import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Seeded draws for simulations: the same seed gives the same draws. */
export interface Random {
  readonly uniform: () => number;
  readonly normal: () => number;
  /** Mean 1. The time to find a prime is nearly exponential. */
  readonly exponential: () => number;
  /** Mean 1 and this coefficient of variation. */
  readonly gamma: (variation: number) => number;
}

export function seeded(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const uniform = (): number => uniformFloat64(generator);
  // Box and Muller.
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    exponential: () => -Math.log(1 - uniform()),
    gamma: (variation) => (variation > 0 ? gammaOf(1 / variation ** 2, { uniform, normal }) * variation ** 2 : 1),
  };
}

/** Marsaglia and Tsang, A simple method for generating gamma variables, 2000; for a shape of at least 1. */
function gammaOf(shape: number, { uniform, normal }: Pick<Random, "uniform" | "normal">): number {
  const d = Math.max(shape, 1) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
