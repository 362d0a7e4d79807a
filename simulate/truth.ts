import { mean } from "simple-statistics";
import { type Cluster, runHeat, type Split } from "./cluster";
import { seeded } from "./random";

const DRAWS = 4000;

/** The first lane's time over the second's, as the mean of many rounds' logarithms: what a speedup estimates. */
export function trueSpeedup(
  [serial, parallel]: readonly [Split, Split],
  cluster: Cluster,
  seed = 1,
  draws = DRAWS,
): number {
  const random = seeded(seed);
  const logs = Array.from({ length: draws }, () => {
    const logOf = (split: Split): number => Math.log(runHeat(split, cluster, random, 1).seconds);
    return logOf(serial) - logOf(parallel);
  });
  return Math.exp(mean(logs));
}

/** The same cluster with laps so long that the true speedup is `target`; by bisection on the same draws. */
export function tunedTo(target: number, splits: readonly [Split, Split], cluster: Cluster): Cluster {
  let [low, high] = [0.01, 100];
  for (let step = 0; step < 30; step++) {
    const middle = Math.sqrt(low * high);
    if (trueSpeedup(splits, { ...cluster, lapSeconds: middle }, 1, 1000) < target) low = middle;
    else high = middle;
  }
  return { ...cluster, lapSeconds: Math.sqrt(low * high) };
}
