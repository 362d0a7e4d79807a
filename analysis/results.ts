import type { ClusterFacts, HeatTiming, PodTiming } from "../observe/heat-timing";
import type { Cost, Recommendation, Scaling } from "./scaling-results";

/**
 * What a race found out: plain JSON, the one source of the banner, the outputs and every export.
 *
 * Seconds are decimal fractions to the microsecond. What was not observed, or does not exist (a spread of one heat), is
 * absent: never 0, never null. Everything beside `settings`, `cluster` and the raw part of `heats` can be recomputed
 * from these.
 */
export interface Results {
  readonly schemaVersion: 1;
  readonly settings: RaceSettings;
  readonly cluster?: ClusterFacts;
  /** How the heats' times were measured, and how well. */
  readonly measure: Measure;
  readonly heats: readonly HeatResult[];
  /** In the order of the settings: the first lane is the serial one, the second the parallel one. */
  readonly lanes: readonly LaneResult[];
  /** The second lane against the first; absent if no round has a valid heat of both. */
  readonly speedup?: Speedup;
  /** Absent without a sweep. */
  readonly scaling?: Scaling;
  readonly cost?: Cost;
  readonly recommendation?: Recommendation;
  /** Path of the file with all raw heats, when `heats` here is shortened because the race was big. */
  readonly raw?: string;
}

/** The settings that the results depend on or that a reader needs to repeat the race. */
export interface RaceSettings {
  readonly items?: number;
  readonly rounds?: number;
  readonly order?: string;
  /** Seed of a shuffled order. */
  readonly seed?: number;
  readonly warmup?: boolean;
  readonly run?: string;
  readonly image?: string;
  readonly itemPattern?: string;
  readonly timeoutSeconds?: number;
  /** Price of one requested CPU for one hour. */
  readonly cpuHourPrice?: number;
  /** Price of one requested GiB of memory for one hour. */
  readonly memoryGiBHourPrice?: number;
  readonly currency?: string;
  /** A lane must end within this time to be recommended. */
  readonly deadlineSeconds?: number;
}

/** The field of a heat that lanes are compared by: the most precise one that *every* valid heat has. */
export interface Measure {
  readonly field: "heatSeconds" | "durationSeconds";
  /** What it is, in words, with its sources. */
  readonly meaning: string;
  /** Widest interval in which the true value of a heat can lie. */
  readonly resolutionSeconds: number;
}

/** A heat as it was observed. Hand-made ones need the first three fields only. */
export interface RecordedHeat
  extends
    Pick<HeatTiming, "lane" | "round" | "durationSeconds">,
    Partial<Omit<HeatTiming, "lane" | "round" | "durationSeconds" | "pods" | "taints">> {
  /** Time in the name of the Job's `Completed` event (ns); without it, the end is known to the second. */
  readonly completedAt?: string;
  readonly pods?: readonly PodTiming[];
  readonly taints?: readonly string[];
}

/** A heat with what follows from its observations. */
export interface HeatResult extends Omit<RecordedHeat, "pods" | "taints"> {
  /**
   * First pod's creation to the Job's completion: what the lane took, on the cluster's clock. It leaves out the first
   * tenth of a second or so between the Job and its first pod, which no server-side instant shows.
   */
  readonly heatSeconds?: number;
  /** Width of the interval in which the true `heatSeconds` lies: 0.000001 with events, up to 2 without. */
  readonly heatResolutionSeconds?: number;
  /** First container start to last container end. */
  readonly makespanSeconds?: number;
  readonly makespanResolutionSeconds?: number;
  readonly phases?: Phases;
  /** Absent in the shortened form of a big race: see `lapSummary`. */
  readonly laps?: readonly Lap[];
  readonly lapSummary?: LapSummary;
  /** Absent in the shortened form of a big race. */
  readonly pods?: readonly PodTiming[];
  /** No taints: only valid heats enter a statistic. */
  readonly valid: boolean;
  readonly taints: readonly string[];
}

/**
 * The heat's time, divided along its critical path: the pods, one after the other, that made it as long as it was. At
 * each instant the heat is in exactly one phase, so they add up to `heatSeconds`.
 */
export interface Phases {
  /** A pod waits for a node. Its creation (event name, ns) to `Scheduled` (µs). */
  readonly scheduleSeconds: number;
  /** The kubelet fetches the image for a pod. `Pulling` to `Pulled` (event names, ns). */
  readonly pullSeconds: number;
  /** A pod has a node and its container does not run yet. To `Started` or the first log line (ns). */
  readonly startSeconds: number;
  /** The container runs. To the last log line (ns) or the container's end (1 s). */
  readonly workSeconds: number;
  /** A pod has ended and the next one does not exist yet: the price of a wave. */
  readonly handOverSeconds: number;
  /** The last container has ended, the Job is not complete yet. To `Completed` (ns) or `completionTime` (1 s). */
  readonly completionLagSeconds: number;
  /** Time that the observations do not explain, because pods of the heat are missing in them. */
  readonly unexplainedSeconds: number;
}

/** The time one item took, from the item before it (or its container's start) to its own log line (ns). */
export interface Lap {
  readonly pod: string;
  /** Counts from 1 within the pod. */
  readonly item: number;
  readonly seconds: number;
}

export interface LapSummary {
  readonly n: number;
  readonly minSeconds: number;
  readonly medianSeconds: number;
  readonly maxSeconds: number;
}

/** Describes at least one value. */
export interface Summary {
  readonly n: number;
  readonly medianSeconds: number;
  readonly meanSeconds: number;
  /** Sample standard deviation (n - 1); absent for one value. */
  readonly stddevSeconds?: number;
  readonly minSeconds: number;
  readonly maxSeconds: number;
}

/** The flat statistics are those of the Duration, over the valid heats; absent if there are none. */
export interface LaneResult extends Partial<Omit<Summary, "n">> {
  readonly name: string;
  readonly parallelism?: number;
  readonly completions?: number;
  readonly items?: number;
  /** `ceil(completions / parallelism)`. */
  readonly waves?: number;
  /** Valid heats. */
  readonly n: number;
  /** Heats left out because of their taints. */
  readonly tainted: number;
  /** Statistics of the heat's time, when every valid heat of the lane has one. */
  readonly heat?: Summary;
  readonly makespan?: Summary;
  /** Mean of each phase over the valid heats: means, unlike medians, still add up. */
  readonly phases?: Phases;
  /** Rounds whose time is far from the lane's median (modified z-score above 3.5). They stay in the statistics. */
  readonly outlierRounds: readonly number[];
  readonly bounds?: Bounds;
  /** This lane against the first one; absent for the first. */
  readonly speedup?: Speedup;
}

/** How fast the lane could have been. Means over the valid heats. */
export interface Bounds {
  /** No split can beat its longest lap. */
  readonly longestLapSeconds?: number;
  /** The race's work, measured where pods did not share CPUs, divided by the allocatable CPUs. */
  readonly workPerCpuSeconds?: number;
  /** The lane's measured pods packed without gaps onto `parallelism` slots: what the laps allowed. */
  readonly lapsAllowedSeconds: number;
  /** The heat's time minus `lapsAllowedSeconds`: what Kubernetes cost. */
  readonly kubernetesCostSeconds?: number;
}

export type Verdict = "parallel faster" | "serial faster" | "no detectable difference" | "one round";

/** How many times as fast one lane is as another. Above 1: the `parallel` lane is faster. */
export interface Speedup {
  readonly serial: string;
  readonly parallel: string;
  /** Geometric mean over the rounds of (time of the serial lane / time of the parallel lane). */
  readonly value: number;
  /** Confidence interval of `value`: t interval on the logarithms of the rounds' ratios. Absent for one round. */
  readonly low?: number;
  readonly high?: number;
  /** Such as 0.95. */
  readonly confidence?: number;
  /** Rounds in which both lanes have a valid heat. */
  readonly n: number;
  readonly verdict: Verdict;
  /** `value / (parallelism of the parallel lane / parallelism of the serial lane)`. */
  readonly efficiency?: number;
  /**
   * How often a heat of the parallel lane beats one of the serial lane, over all pairs, a tie counting half
   * (Vargha and Delaney's A; the Mann-Whitney U divided by the number of pairs). Absent for one round.
   */
  readonly probabilityFaster?: number;
}
