import type { LaneKindName } from "../../plan/lane-kind";
import type { ClusterFacts } from "../../observe/heat-timing";
import type { HeatResult, Phases, Workers } from "./heat-results";
import type { Cost, Recommendation, Scaling } from "./scaling-results";
import type { QueueGain, RaceVerdict, Speedup } from "./speedup-results";

export type { HeatResult, Lap, LapSummary, Phases, RecordedHeat, Workers } from "./heat-results";
export type { ExpectedGain, QueueGain, RaceVerdict, Speedup, UntilSure, Verdict } from "./speedup-results";

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
  /** What `speedup` comes to; absent without it. */
  readonly verdict?: RaceVerdict;
  /** Absent without a sweep. */
  readonly scaling?: Scaling;
  readonly cost?: Cost;
  /** What each queue's lane gained over equal parts; absent without a queue's lane and one to compare it with. */
  readonly queues?: readonly QueueGain[];
  readonly recommendation?: Recommendation;
}

/** The settings that the results depend on or that a reader needs to repeat the race. */
export interface RaceSettings {
  readonly items?: number;
  /** The lanes as they were raced, those of the sweep at the end. */
  readonly lanes?: readonly Pick<LaneResult, "name" | "kind" | "completions" | "parallelism">[];
  readonly sweep?: readonly number[];
  readonly rounds?: number;
  /** Rounds are added until the speedup's interval leaves out 1 or reaches no more than so many percent to each side. */
  readonly untilPercent?: number;
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
  /** Expression over the results that a command fails on. */
  readonly failIf?: string;
}

/** The field of a heat that lanes are compared by: the most precise one that *every* valid heat has. */
export interface Measure {
  readonly field: "heatSeconds" | "durationSeconds";
  /** What it is, in words, with its sources. */
  readonly meaning: string;
  /** Widest interval in which the true value of a heat can lie. */
  readonly resolutionSeconds: number;
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
  /** Absent: `split`. */
  readonly kind?: LaneKindName;
  readonly parallelism?: number;
  /** Absent for a queue. */
  readonly completions?: number;
  readonly items?: number;
  /** `ceil(completions / parallelism)`; 1 for a queue. */
  readonly waves?: number;
  /** Valid heats. */
  readonly n: number;
  /** Heats left out because of their disturbances. */
  readonly disturbed: number;
  /** Statistics of the heat's time, when every valid heat of the lane has one. */
  readonly heat?: Summary;
  readonly makespan?: Summary;
  /** Mean of each phase over the valid heats: means, unlike medians, still add up. */
  readonly phases?: Phases;
  /** Mean number of pods on the critical path over the valid heats: how often the phases' parts recur. */
  readonly criticalPods?: number;
  /** Rounds whose time is far from the lane's median (modified z-score above 3.5). They stay in the statistics. */
  readonly outlierRounds: readonly number[];
  readonly bounds?: Bounds;
  /** Means over the valid heats; only where all of a heat's pods run at once. */
  readonly workers?: Workers;
  /** The most of its pods that had a place at once, where more wanted one: see the heats'. */
  readonly fitAtOnce?: number;
  /** Whether the next heat will be in time as surely as `nextHeatSeconds` says; absent without a deadline. */
  readonly meetsDeadline?: boolean;
  /** How many of the `n` heats were in time; absent without a deadline. */
  readonly inTime?: number;
  /** What one more heat takes at most, in 95 %; absent without a deadline, and of one heat without all its laps. */
  readonly nextHeatSeconds?: number;
  /** This lane against the first one, as sure as all of these together are; absent for the first. */
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
