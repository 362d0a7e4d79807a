import { mean } from "simple-statistics";
import { type Cluster, runHeat, type Split } from "./cluster";
import { seeded } from "../analysis/statistics/random";

const DRAWS = 4000;

/** How much to simulate. */
export interface Effort {
  /** Races in each cell. */
  readonly races: number;
  readonly seed: number;
  /** Rounds that a truth is the mean of; fewer make it quicker and less true. @default 4000 */
  readonly draws?: number;
}

/** The first lane's time over the second's, as the mean of many rounds' logarithms: what a speedup estimates. */
export function trueSpeedup(splits: readonly [Split, Split], cluster: Cluster, seed = 1, draws = DRAWS): number {
  return Math.exp(mean(logRatios(splits, cluster, seed, draws)));
}

/** The logarithms of many rounds' ratios. */
export function logRatios(
  [serial, parallel]: readonly [Split, Split],
  cluster: Cluster,
  seed: number,
  draws = DRAWS,
): number[] {
  const random = seeded(seed);
  const logOf = (split: Split): number => Math.log(runHeat(split, cluster, random, 1).seconds);
  return Array.from({ length: draws }, () => logOf(serial) - logOf(parallel));
}

/** The same cluster with laps so long that the true speedup is `target`; by bisection on the same draws. */
export function tunedTo(
  target: number,
  { splits, cluster, draws = DRAWS }: { splits: readonly [Split, Split]; cluster: Cluster; draws?: number | undefined },
): Cluster {
  let [low, high] = [0.01, 100];
  for (let step = 0; step < 30; step++) {
    const middle = Math.sqrt(low * high);
    if (trueSpeedup(splits, { ...cluster, lapSeconds: middle }, 1, draws / 4) < target) low = middle;
    else high = middle;
  }
  return { ...cluster, lapSeconds: Math.sqrt(low * high) };
}
