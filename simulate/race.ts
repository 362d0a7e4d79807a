import { analyseHeat } from "../analysis/heat/heat-result";
import type { HeatResult, Measure } from "../analysis/results/results";
import { type Cluster, recordHeat, runHeat, type Split } from "./cluster";
import type { Random } from "../analysis/statistics/random";

export const measure: Measure = { field: "heatSeconds", meaning: "simulated", resolutionSeconds: 2e-6 };

interface SimulatedHeat extends HeatResult {
  readonly straggled: boolean;
}

/** One lane's heats, as the comparison of two lanes asks for them. */
export interface SimulatedLane extends Split {
  readonly name: string;
  readonly heats: readonly SimulatedHeat[];
}

/** A race's lanes. One round is recorded with all its pods and laps; of several, the verdict needs the times alone. */
export function simulateLanes(
  splits: readonly Split[],
  rounds: number,
  cluster: Cluster,
  random: Random,
): SimulatedLane[] {
  const heats = Array.from({ length: rounds }, (_, index) => index + 1).flatMap((round) => {
    const roundFactor = Math.exp(cluster.roundNoise * random.normal());
    return splits.map((split): SimulatedHeat => {
      const run = runHeat(split, cluster, random, roundFactor);
      const { lane } = split;
      const { straggled } = run;
      if (rounds === 1) return { ...analyseHeat(recordHeat(split, round, run, cluster.cpus)), straggled };
      const durationSeconds = Math.floor(run.seconds);
      return { lane, round, durationSeconds, heatSeconds: run.seconds, valid: true, disturbances: [], straggled };
    });
  });
  return splits.map((split) => ({ ...split, name: split.lane, heats: heats.filter((it) => it.lane === split.lane) }));
}
