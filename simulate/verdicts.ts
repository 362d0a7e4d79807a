import { cumulativeStdNormalProbability, mean, sampleStandardDeviation } from "simple-statistics";
import { speedupOf } from "../analysis/lane/speedup";
import type { Cluster, Split } from "./cluster";
import { measure, simulateLanes } from "./race";
import { seeded } from "../analysis/statistics/random";
import { type Effort, logRatios, tunedTo } from "./truth";

/** A kind of race whose truth is known. */
export interface Process {
  readonly name: string;
  readonly items: number;
  readonly cluster: Omit<Cluster, "lapSeconds">;
  /** The true speedups that it is tuned to, by the length of its laps. */
  readonly truths: readonly number[];
}

/** What the program says of races whose true speedup is known, as shares of them. */
interface VerdictRow {
  readonly process: string;
  readonly rounds: number;
  readonly truth: number;
  /** The interval contains the truth. */
  readonly covered: number;
  /** The verdict names the lane that is really faster; where the truth is 1, either. */
  readonly winner: number;
  /** What a normal test finds that knows how much rounds really differ: no honest one of as few finds much more. */
  readonly possible: number;
  /** It names a lane that is not. */
  readonly falseWinner: number;
}

/** The classic race, and more of it. */
export function classicSplits(items: number): readonly [Split, Split] {
  return [
    { lane: "oneshot", items, completions: 1, parallelism: 1 },
    { lane: "parallel", items, completions: 10, parallelism: 5 },
  ];
}

/** What the middle 95 % of a normal distribution reach to, in standard deviations. */
const NORMAL = 1.96;

const quiet = { heatNoise: 0, roundNoise: 0 };
export const processes: readonly Process[] = [
  {
    name: "10 keys, 2 CPUs",
    items: 10,
    cluster: { cpus: 2, lapVariation: 0.65, ...quiet },
    truths: [1, 1.1, 1.5, 1.66],
  },
  { name: "10 keys, 8 CPUs", items: 10, cluster: { cpus: 8, lapVariation: 0.65, ...quiet }, truths: [1, 1.66] },
  { name: "20 keys, 2 CPUs", items: 20, cluster: { cpus: 2, lapVariation: 0.65, ...quiet }, truths: [1, 1.66] },
  { name: "40 keys, 2 CPUs", items: 40, cluster: { cpus: 2, lapVariation: 0.65, ...quiet }, truths: [1, 1.66] },
  { name: "even items", items: 10, cluster: { cpus: 2, lapVariation: 0.1, ...quiet }, truths: [1, 1.1] },
  { name: "fairly even items", items: 10, cluster: { cpus: 2, lapVariation: 0.3, ...quiet }, truths: [1] },
  { name: "very uneven items", items: 10, cluster: { cpus: 2, lapVariation: 1, ...quiet }, truths: [1] },
  {
    name: "heats differ by 3 %, rounds by 20 %",
    items: 10,
    cluster: { cpus: 2, lapVariation: 0.65, heatNoise: 0.03, roundNoise: 0.2 },
    truths: [1],
  },
  {
    name: "1 of 10 parallel heats straggles",
    items: 10,
    cluster: { cpus: 2, lapVariation: 0.65, ...quiet, stragglers: { lane: "parallel", share: 0.1 } },
    truths: [1],
  },
];

/** Races each process so often, with these numbers of rounds. The same seed gives the same rows. */
export function studyVerdicts(
  kinds: readonly Process[],
  { rounds, races, seed, draws }: Effort & { readonly rounds: readonly number[] },
): VerdictRow[] {
  return kinds.flatMap(({ name, items, cluster, truths }) =>
    truths.flatMap((target) => {
      const splits = classicSplits(items);
      const tuned = tunedTo(target, { splits, cluster: { ...cluster, lapSeconds: 1 }, draws });
      const logs = logRatios(splits, tuned, seed + 1, draws);
      const truth = Math.exp(mean(logs));
      const deviation = sampleStandardDeviation(logs);
      return rounds.map((n): VerdictRow => {
        const random = seeded(seed + n);
        const tally = { covered: 0, winner: 0, falseWinner: 0 };
        for (let race = 0; race < races; race++) {
          const [serial, parallel] = simulateLanes(splits, n, tuned, random);
          const found = serial && parallel && speedupOf([serial, parallel], measure);
          const faster = found?.verdict === "parallel faster";
          const slower = found?.verdict === "serial faster";
          if ((found?.low ?? Infinity) <= truth && truth <= (found?.high ?? 0)) tally.covered += 1;
          if (target === 1 ? faster || slower : faster) tally.winner += 1;
          if (target === 1 ? faster || slower : slower) tally.falseWinner += 1;
        }
        const share = (times: number): number => times / races;
        return {
          process: name,
          rounds: n,
          truth: target,
          covered: share(tally.covered),
          winner: share(tally.winner),
          possible: cumulativeStdNormalProbability((Math.abs(Math.log(truth)) * Math.sqrt(n)) / deviation - NORMAL),
          falseWinner: share(tally.falseWinner),
        };
      });
    }),
  );
}
