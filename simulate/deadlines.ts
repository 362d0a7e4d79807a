import { quantile } from "simple-statistics";
import { deadlineOf } from "../analysis/advice/deadline";
import { seeded } from "../analysis/statistics/random";
import { runHeat } from "./cluster";
import { measure, simulateLanes } from "./race";
import type { Effort } from "./truth";
import { classicSplits } from "./verdicts";

/** How often a lane is said to meet a deadline that it misses in so many of its heats. */
export interface DeadlineRow {
  readonly process: string;
  readonly rounds: number;
  /** Of the next heats, those within what the program says that one takes at most. */
  readonly nextCovered: number;
  /** Shares of the races in which the lane is said to meet it, for each share of `LATE` of its heats that is late. */
  readonly relied: readonly number[];
}

const DRAWS = 8000;
/** Shares of late heats that are tried. */
export const LATE = [0.5, 0.2, 0.1, 0.01, 0.001];
const quiet = { heatNoise: 0, roundNoise: 0 };
const cells = [
  {
    process: "10 keys in one pod, 2 CPUs",
    lane: 0,
    cluster: { cpus: 2, lapSeconds: 0.8, lapVariation: 0.65, ...quiet },
  },
  {
    process: "10 keys, 5 at once, 2 CPUs",
    lane: 1,
    cluster: { cpus: 2, lapSeconds: 0.8, lapVariation: 0.65, ...quiet },
  },
  {
    process: "5 at once, heats differ by 10 %",
    lane: 1,
    cluster: { cpus: 8, lapSeconds: 2, lapVariation: 0.3, heatNoise: 0.1, roundNoise: 0 },
  },
];

export function studyDeadlines({ races, seed, draws = DRAWS }: Effort): DeadlineRow[] {
  return cells.flatMap(({ process, lane, cluster }) => {
    const split = classicSplits(10)[lane];
    if (!split) return [];
    const sample = seeded(seed + 1);
    const all = Array.from({ length: draws }, () => runHeat(split, cluster, sample, 1).seconds);
    const deadlines = LATE.map((late) => quantile(all, 1 - late));
    return [1, 3, 5, 10].map((rounds): DeadlineRow => {
      const random = seeded(seed + rounds);
      const relied = LATE.map(() => 0);
      let covered = 0;
      for (let race = 0; race < races; race++) {
        const [raced] = simulateLanes([split], rounds, cluster, random);
        if (!raced) continue;
        const { nextHeatSeconds = 0 } = deadlineOf(raced, measure, { deadlineSeconds: 1 });
        if (runHeat(split, cluster, random, 1).seconds <= nextHeatSeconds) covered += 1;
        deadlines.forEach((deadlineSeconds, index) => {
          if (deadlineOf(raced, measure, { deadlineSeconds }).meetsDeadline) relied[index] = (relied[index] ?? 0) + 1;
        });
      }
      return { process, rounds, nextCovered: covered / races, relied: relied.map((times) => times / races) };
    });
  });
}
