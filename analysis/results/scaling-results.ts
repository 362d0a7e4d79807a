/**
 * An estimated number with its 95 % interval: from three rounds on a t interval of the fits of each round, else from a
 * bootstrap of the misses. Absent where it could not be had.
 */
export interface Estimate {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/**
 * The models of a lane's time T at parallelism N:
 *
 * - `wave`: T = fixed + (seconds an item) × (steps a slot works through, pods sharing CPUs beyond the cap)
 *   + (seconds a wave) × waves;
 * - `amdahl`: T = T(1) (s + (1 - s) / N), G. Amdahl 1967;
 * - `usl`: T = T(1) (1 + σ (N - 1) + κ N (N - 1)) / N, N. Gunther's Universal Scalability Law.
 */
export type ModelName = "wave" | "amdahl" | "usl";

export interface FittedModel {
  readonly name: ModelName;
  /**
   * By name: `fixedSeconds`, `itemSeconds`, `waveSeconds` (wave); `serialSeconds`, `serialFraction` (amdahl);
   * `serialSeconds`, `contention`, `coherency` (usl).
   */
  readonly parameters: Readonly<Record<string, Estimate>>;
  /** Root mean square of the relative miss of the lanes' mean times: 0.05 is 5 %. */
  readonly relativeError: number;
  /** Share of the variance of the log times that the model explains; absent if all times are equal. */
  readonly rSquared?: number;
  /** Corrected Akaike information criterion (Hurvich and Tsai 1989) of the log times: smaller is better. */
  readonly aicc?: number;
}

/** How the time depends on the parallelism, over the lanes that differ in nothing else. */
export interface Scaling {
  readonly points: readonly ScalingPoint[];
  /** Why no model is offered. The points are shown all the same. */
  readonly refused?: string;
  readonly models: readonly FittedModel[];
  /** The model with the smallest AICc of those that miss the lanes' times by at most 10 %. */
  readonly chosen?: ModelName;
  /** Other models that are the same curve at the raced parallelisms; absent if there are none. */
  readonly sameCurve?: readonly ModelName[];
  /** Amdahl's s. */
  readonly serialFraction?: Estimate;
  /** The USL's σ: queueing for what is shared. */
  readonly contention?: Estimate;
  /** The USL's κ: the price of keeping in step, which makes more pods slower in the end. */
  readonly coherency?: Estimate;
  /**
   * Fastest parallelism by the chosen model: within the measured range by `wave`, among those raced by the smooth laws.
   * Without a model, the fastest by the heats' mean.
   */
  readonly bestParallelism: number;
  /** Smallest parallelism within 5 % of the best time. */
  readonly enoughParallelism: number;
  readonly cpuCap?: CpuCap;
  /** Items from which the parallel lane wins: see `Recommendation.breakEvenItems`. */
  readonly breakEvenItems?: number;
}

export interface ScalingPoint {
  readonly lane: string;
  readonly parallelism: number;
  /** Pods; absent in results of older versions. */
  readonly completions?: number;
  readonly n: number;
  readonly meanSeconds: number;
  /** Geometric mean time at the smallest measured parallelism divided by that here. */
  readonly speedup: number;
  /** `speedup / (parallelism / smallest measured parallelism)`. */
  readonly efficiency: number;
}

/** Where the allocatable CPUs end the gain: an upper bound for `requests`, as other pods run on the nodes too. */
export interface CpuCap {
  readonly parallelism: number;
  /** `requests`: further pods wait for a node. `shared`: they run, but share CPUs, if they compute. */
  readonly kind: "requests" | "shared";
  readonly allocatableCpu: number;
  /** What one pod requests, in cores; absent for `shared`. */
  readonly requestedCpu?: number;
  /** How many times as long an item took in the widest lane as where each pod has a CPU; absent without laps of both. */
  readonly lapStretch?: number;
}

/** What the lanes occupy: requested resources × time from schedule to container end, summed over pods; mean per heat. */
export interface Cost {
  readonly lanes: readonly LaneCost[];
  readonly currency?: string;
  readonly deadlineSeconds?: number;
  /** What `cheapest` compares: the price if prices are set, else requested CPU time, else the pods' time. */
  readonly comparedBy: "price" | "cpuSeconds" | "podSeconds";
  /** The cheapest lane that meets the deadline (any lane, without a deadline); absent if none does. */
  readonly cheapest?: string;
  /** Other such lanes that can't be told from it; absent if there are none. */
  readonly alike?: readonly string[];
}

export interface LaneCost {
  readonly lane: string;
  /** Sum over the pods of the time each one occupied a node. */
  readonly podSeconds: number;
  /** Absent if the pods request no CPU. */
  readonly cpuSeconds?: number;
  /** Absent if the pods request no memory. */
  readonly memoryGiBSeconds?: number;
  /** In `currency`, for one heat; absent without prices. */
  readonly price?: number;
  readonly medianSeconds: number;
  /** Absent without a deadline. */
  readonly meetsDeadline?: boolean;
}

/** What to change. */
export interface Recommendation {
  /** Plain sentences, the most important first. */
  readonly words: readonly string[];
  /**
   * With a deadline, the cheapest lane that meets it, else the fastest; of those that can't be told from it, the one with the
   * smallest parallelism. In a sweep, the lane with `parallelism`, absent if that was not raced. Where it wants more pods at
   * once than fit, the lane that was raced with as many as fit, if any.
   */
  readonly lane?: string;
  /** That of `lane`; smaller in a sweep where the chosen model has a smaller one within 5 % of the best; at most as many as fit at once. */
  readonly parallelism?: number;
  /** The lane with the least mean and those that can't be told from it, where there are any. */
  readonly alike?: readonly string[];
  /** Items from which the parallel lane is expected to win; absent if more items won't help it, or it is unknown. */
  readonly breakEvenItems?: number;
  /**
   * What to expect with another number of items: how many times as fast the parallel lane is, and where that lies in 90 %,
   * by a simulation of both lanes with what was seen of items, CPUs and overheads.
   */
  readonly prediction?: {
    readonly items: number;
    readonly speedup: number;
    readonly low: number;
    readonly high: number;
  };
}
