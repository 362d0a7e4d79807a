import { fit } from "../analysis/scaling/fit";
import { amdahl, type Model, universalScalability } from "../analysis/scaling/models";
import { intervalsOf } from "../analysis/scaling/round-fits";
import type { Sample } from "../analysis/scaling/sample";
import { type Random, seeded } from "../analysis/statistics/random";
import type { Effort } from "./truth";

/** How often the interval of a fitted parameter contains the true one. */
interface FitRow {
  readonly law: string;
  readonly rounds: number;
  /** Standard deviation of the logarithm of what a round shares. */
  readonly roundNoise: number;
  readonly covered: Readonly<Record<string, number>>;
}

const HEAT_NOISE = 0.05;
const PARALLELISMS = [1, 2, 3, 5, 10, 15];
const laws = [
  { law: "Amdahl's law", modelOf: amdahl, truth: [60, 0.15] },
  { law: "the Universal Scalability Law", modelOf: universalScalability, truth: [60, 0.08, 0.004] },
] as const;

export function studyFits({ races, seed }: Effort): FitRow[] {
  return laws.flatMap(({ law, modelOf, truth }) =>
    [0, 0.15].flatMap((roundNoise) =>
      [5, 10].map((rounds): FitRow => {
        const random = seeded(seed);
        const covered = truth.map(() => 0);
        let names: readonly string[] = [];
        for (let race = 0; race < races; race++) {
          const samples = sweepOf(modelOf, truth, { rounds, roundNoise }, random);
          const found = fit(modelOf(samples), samples);
          names = found.model.parameters;
          intervalsOf(found, samples, race + 1, 1e-6).forEach((interval, index) => {
            const value = truth[index] ?? NaN;
            if (interval && interval.low <= value && value <= interval.high) covered[index] = (covered[index] ?? 0) + 1;
          });
        }
        const shares = names.map((name, index) => [name, (covered[index] ?? 0) / races] as const);
        return { law, rounds, roundNoise, covered: Object.fromEntries(shares) };
      }),
    ),
  );
}

function sweepOf(
  modelOf: (samples: readonly Sample[]) => Model,
  truth: readonly number[],
  { rounds, roundNoise }: { readonly rounds: number; readonly roundNoise: number },
  random: Random,
): Sample[] {
  const shape = { completions: 30, items: 30 };
  const model = modelOf([{ ...shape, lane: "", round: 1, parallelism: 1, seconds: 1 }]);
  return Array.from({ length: rounds }, (_, index) => index + 1).flatMap((round) => {
    const shared = roundNoise * random.normal();
    return PARALLELISMS.map((parallelism): Sample => {
      const exact = model.seconds(truth, { ...shape, parallelism });
      const seconds = exact * Math.exp(shared + HEAT_NOISE * random.normal());
      return { ...shape, lane: `p${parallelism}`, round, parallelism, seconds };
    });
  });
}
