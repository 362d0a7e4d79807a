import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Seeded draws: the same seed gives the same ones. */
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

/** Marsaglia and Tsang, A simple method for generating gamma variables, 2000; below a shape of 1 by their last section. */
function gammaOf(shape: number, { uniform, normal }: Pick<Random, "uniform" | "normal">): number {
  if (shape < 1) return gammaOf(shape + 1, { uniform, normal }) * (1 - uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
