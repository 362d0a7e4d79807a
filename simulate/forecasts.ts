import { analyse } from "../analysis/analyse";
import { predictChange } from "../analysis/scaling/predict-change";
import { recordHeat, runHeat, type Split } from "./cluster";
import { seeded } from "../analysis/statistics/random";
import { type Effort, trueSpeedup } from "./truth";
import { type Process, processes } from "./verdicts";

/** What a forecast of a changed parallelism is worth, as shares of the races. */
interface ForecastRow {
  readonly process: string;
  readonly from: number;
  readonly to: number;
  /** How many times as fast the lane really becomes. */
  readonly truth: number;
  /** A forecast was made, not refused. */
  readonly made: number;
  /** Of those: its interval contains the truth. */
  readonly covered: number;
}

const NAMES = ["40 keys, 2 CPUs", "even items", "10 keys, 8 CPUs"];
const SWEEP = [1, 2, 3, 5, 10];
const ROUNDS = 5;
const LAP_SECONDS = 0.7;
/** Both raced; and one of them only the fit's. */
const CHANGES = [
  { from: 2, to: 5 },
  { from: 5, to: 10 },
  { from: 2, to: 4 },
  { from: 5, to: 7 },
];

/** Simulates sweeps of 10 pods on two CPUs, analyses them as the program does, and asks for forecasts. */
export function studyForecasts({ races, seed, draws }: Effort): ForecastRow[] {
  return processes
    .filter(({ name }) => NAMES.includes(name))
    .flatMap((kind) => {
      const rows = CHANGES.map((change) => ({ ...change, truth: truthOf(kind, change, draws), made: 0, covered: 0 }));
      const random = seeded(seed);
      for (let race = 0; race < races; race++) {
        const cluster = { ...kind.cluster, lapSeconds: LAP_SECONDS };
        const heats = Array.from({ length: ROUNDS }, (_, index) => index + 1).flatMap((round) =>
          SWEEP.map((parallelism) => {
            const split = splitOf(kind.items, parallelism);
            return recordHeat(split, round, runHeat(split, cluster, random, 1), cluster.cpus);
          }),
        );
        const results = analyse({ settings: { items: kind.items, sweep: SWEEP, seed: race + 1 }, heats });
        for (const row of rows) {
          const forecast = predictChange(results, { completions: 10, ...row });
          if ("unknown" in forecast) continue;
          row.made += 1;
          if (forecast.low <= row.truth && row.truth <= forecast.high) row.covered += 1;
        }
      }
      return rows.map((row): ForecastRow => ({
        ...row,
        process: kind.name,
        made: row.made / races,
        covered: row.covered / Math.max(1, row.made),
      }));
    });
}

function truthOf(
  { items, cluster }: Process,
  { from, to }: { readonly from: number; readonly to: number },
  draws?: number,
): number {
  return trueSpeedup([splitOf(items, from), splitOf(items, to)], { ...cluster, lapSeconds: LAP_SECONDS }, 1, draws);
}

function splitOf(items: number, parallelism: number): Split {
  return { lane: `parallel-p${parallelism}`, items, completions: 10, parallelism };
}
