import { quantile } from "simple-statistics";
import { analyseHeat } from "../analysis/heat/heat-result";
import { forecastOf } from "../analysis/forecast/forecast";
import { seeded } from "../analysis/statistics/random";
import type { Cluster } from "./cluster";
import { heatsOf } from "./lanes";
import { type Effort, trueSpeedup } from "./truth";
import { classicSplits } from "./verdicts";

/** How often the range of the forecast contains the truth, and how wide it is. */
interface MoreItemsRow {
  readonly process: string;
  readonly lapSeconds: number;
  readonly rounds: number;
  /** The true speedup with so many items. */
  readonly truth: number;
  readonly covered: number;
  /** Of the races, those with a forecast. */
  readonly given: number;
  /** The median of high / low. */
  readonly width: number;
}

const DRAWS = 2000;
const RACED = 10;
const ASKED = 40;
const quiet = { heatNoise: 0, roundNoise: 0 };

const lanes = classicSplits(RACED).map((split) => ({
  ...split,
  name: split.lane,
  n: 0,
  disturbed: 0,
  outlierRounds: [],
}));

interface Cell {
  readonly process: string;
  readonly cluster: Omit<Cluster, "lapSeconds">;
  readonly lapSeconds: readonly number[];
}

const cells: readonly Cell[] = [
  ...[2, 8].flatMap((cpus) =>
    [0.1, 0.3, 0.65].map((lapVariation) => ({
      process: `${cpus} CPUs, items that differ by ${Math.round(lapVariation * 100)} %`,
      cluster: { cpus, lapVariation, ...quiet },
      lapSeconds: [0.3, 0.6, 1],
    })),
  ),
  {
    process: "2 CPUs, heats differ by 3 %, rounds by 20 %",
    cluster: { cpus: 2, lapVariation: 0.65, heatNoise: 0.03, roundNoise: 0.2 },
    lapSeconds: [0.6],
  },
  {
    process: "2 CPUs, of which other programs take 15 %",
    cluster: { cpus: 2, lapVariation: 0.3, ...quiet, sharedCpus: 1.7 },
    lapSeconds: [0.6],
  },
  {
    process: "2 CPUs that are one core's hyperthreads",
    cluster: { cpus: 2, lapVariation: 0.3, ...quiet, sharedCpus: 1.3 },
    lapSeconds: [0.6],
  },
  {
    process: "2 CPUs, items that wait and do not compute",
    cluster: { cpus: 2, lapVariation: 0.3, ...quiet, sharedCpus: Infinity },
    lapSeconds: [0.6],
  },
];

/** All cells, or those named. */
export function studyMoreItems({ races, seed, draws = DRAWS }: Effort, only?: readonly string[]): MoreItemsRow[] {
  const asked = cells.filter(({ process }) => only?.includes(process) ?? true);
  return asked.flatMap(({ process, cluster, lapSeconds }) =>
    lapSeconds.flatMap((seconds) => {
      const simulated = { ...cluster, lapSeconds: seconds };
      const truth = trueSpeedup(classicSplits(ASKED), simulated, seed + 1, draws);
      return [1, 3, 5, 10].map((rounds): MoreItemsRow => {
        const random = seeded(seed + rounds);
        const known = { kubernetesVersion: "simulated", nodes: 1, allocatableCpu: simulated.cpus };
        let covered = 0;
        const widths: number[] = [];
        for (let race = 0; race < races; race++) {
          const heats = heatsOf(classicSplits(RACED), rounds, simulated, random);
          const range = forecastOf({ lanes, heats: heats.map(analyseHeat), cluster: known })?.rangeAt(ASKED);
          if (!range) continue;
          widths.push(range.high / range.low);
          if (range.low <= truth && truth <= range.high) covered += 1;
        }
        return {
          process,
          lapSeconds: seconds,
          rounds,
          truth,
          covered: covered / Math.max(1, widths.length),
          given: widths.length / races,
          width: widths.length === 0 ? NaN : quantile(widths, 0.5),
        };
      });
    }),
  );
}
