import { mean } from "simple-statistics";
import { analyse } from "../analysis/analyse";
import { type Random, seeded } from "../analysis/statistics/random";
import { type Cluster, recordHeat, runHeat, type Split } from "./cluster";
import type { Effort } from "./truth";

const DRAWS = 2000;

/** What the program says of more lanes than two, as shares of the races. */
interface LanesRow {
  readonly process: string;
  readonly rounds: number;
  /** Some lane's interval against the first leaves out the truth. */
  readonly anyWrong: number;
  /** The lane that is really the fastest is among those named. */
  readonly fastestNamed: number;
  /** How many are named, on average. */
  readonly named: number;
  /** How much longer than the fastest lane the recommended one takes in truth, on average. */
  readonly loss: number;
}

const quiet = { heatNoise: 0, roundNoise: 0 };
const sweep = (parallelisms: readonly number[]): Split[] =>
  parallelisms.map((parallelism) => ({ lane: `p${parallelism}`, items: 20, completions: 20, parallelism }));

interface Cell {
  readonly process: string;
  readonly splits: readonly Split[];
  readonly cluster: Cluster;
}

const cells: readonly Cell[] = [
  {
    process: "six equal lanes",
    splits: [1, 2, 3, 4, 5, 6].map((lane) => ({ lane: `lane-${lane}`, items: 10, completions: 10, parallelism: 5 })),
    cluster: { cpus: 2, lapSeconds: 0.8, lapVariation: 0.65, ...quiet },
  },
  {
    process: "sweep of 2, 4, 5, 10, 20 on 2 CPUs",
    splits: sweep([2, 4, 5, 10, 20]),
    cluster: { cpus: 2, lapSeconds: 1, lapVariation: 0.65, ...quiet },
  },
];

/** All cells, or the one named, after these rounds. */
export function studyLanes(
  { races, seed, draws = DRAWS }: Effort,
  { only, rounds: asked = [1, 5] }: { readonly only?: string; readonly rounds?: readonly number[] } = {},
): LanesRow[] {
  return cells
    .filter(({ process }) => only === undefined || process === only)
    .flatMap(({ process, splits, cluster }) => {
      const seconds = trueSeconds(splits, cluster, { seed: seed + 1, draws });
      const best = Math.min(...seconds.values());
      return asked.map((rounds): LanesRow => {
        const random = seeded(seed + rounds);
        const tally = { anyWrong: 0, fastestNamed: 0, named: 0, loss: 0 };
        for (let race = 0; race < races; race++) {
          const { lanes, recommendation } = analyse({ heats: heatsOf(splits, rounds, cluster, random) });
          const [first] = splits;
          const wrong = lanes.slice(1).some(({ name, speedup }) => {
            const truth = (seconds.get(first?.lane ?? "") ?? NaN) / (seconds.get(name) ?? NaN);
            return (
              speedup?.low !== undefined &&
              speedup.high !== undefined &&
              !(speedup.low <= truth && truth <= speedup.high)
            );
          });
          const named = recommendation?.alike ?? [recommendation?.lane ?? ""];
          if (wrong) tally.anyWrong += 1;
          if (named.some((lane) => seconds.get(lane) === best)) tally.fastestNamed += 1;
          tally.named += named.length;
          tally.loss += (seconds.get(recommendation?.lane ?? "") ?? best) / best - 1;
        }
        return {
          process,
          rounds,
          anyWrong: tally.anyWrong / races,
          fastestNamed: tally.fastestNamed / races,
          named: tally.named / races,
          loss: tally.loss / races,
        };
      });
    });
}

export function heatsOf(splits: readonly Split[], rounds: number, cluster: Cluster, random: Random) {
  return Array.from({ length: rounds }, (_, index) => index + 1).flatMap((round) => {
    const roundFactor = Math.exp(cluster.roundNoise * random.normal());
    return splits.map((split) => recordHeat(split, round, runHeat(split, cluster, random, roundFactor), cluster.cpus));
  });
}

/** The geometric mean, by lane; lanes of one shape share it. */
function trueSeconds(
  splits: readonly Split[],
  cluster: Cluster,
  { seed, draws }: { seed: number; draws: number },
): Map<string, number> {
  const known = new Map<string, number>();
  return new Map(
    splits.map((split) => {
      const shape = `${split.items} ${split.completions} ${split.parallelism}`;
      const random = seeded(seed);
      const draw = (): number => Math.log(runHeat(split, cluster, random, 1).seconds);
      const seconds = known.get(shape) ?? Math.exp(mean(Array.from({ length: draws }, draw)));
      known.set(shape, seconds);
      return [split.lane, seconds];
    }),
  );
}
