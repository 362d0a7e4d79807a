/** What two races of the same lanes say about each other: plain JSON. */
export interface Comparison {
  readonly schemaVersion: 1;
  /** What the races do not share, beside their times: settings and facts of the cluster. Named first, as it may be why. */
  readonly differences: readonly Difference[];
  /** The lanes of both races, in the order of the new one. */
  readonly lanes: readonly LaneComparison[];
  /** Lanes that only one of the races has. */
  readonly onlyOld: readonly string[];
  readonly onlyNew: readonly string[];
}

export interface Difference {
  /** Such as `settings.items` or `cluster.kubernetesVersion`. */
  readonly what: string;
  /** As JSON; absent where that race does not say. */
  readonly old?: string;
  readonly new?: string;
}

/** `can't tell`: a race with fewer than two valid heats of the lane has nothing to say how much of it is luck. */
export type ChangeVerdict = "faster" | "slower" | "no detectable difference" | "can't tell";

/** How many times as fast the lane is in the new race: above 1, it became faster. */
export interface LaneComparison {
  readonly name: string;
  readonly oldSeconds: number;
  readonly newSeconds: number;
  readonly oldHeats: number;
  readonly newHeats: number;
  /** Geometric mean of the old race's heats divided by that of the new one's. */
  readonly value: number;
  /** Welch's t interval on the logarithms of the times; absent where a race has fewer than two valid heats. */
  readonly low?: number;
  readonly high?: number;
  /** The factor from which on a change would show in four of five such pairs of races: what smaller ones hide behind. */
  readonly shows?: number;
  /** 1 - 0.05 / lanes (Bonferroni): all of the intervals together then hold their truths in 95 %. */
  readonly confidence: number;
  readonly verdict: ChangeVerdict;
}
