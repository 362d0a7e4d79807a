import type { HeatTiming, Ledger, PodTiming } from "../../observe/heat-timing";

/** A heat as it was observed. Hand-made ones need the first three fields only. */
export interface RecordedHeat
  extends
    Pick<HeatTiming, "lane" | "round" | "durationSeconds">,
    Partial<Omit<HeatTiming, "lane" | "round" | "durationSeconds" | "pods" | "disturbances" | "ledger">> {
  readonly pods?: readonly PodTiming[];
  readonly disturbances?: readonly string[];
  /** Of a heat from a stack's state: the rest of it, as `observe/packed-timing.ts` packs it. */
  readonly packed?: string;
}

/** A heat with what follows from its observations. */
export interface HeatResult extends Omit<RecordedHeat, "pods" | "disturbances" | "packed"> {
  /**
   * First pod's creation to the Job's completion: what the lane took, on the cluster's clock. It leaves out the first
   * tenth of a second or so between the Job and its first pod, which no server-side instant shows.
   */
  readonly heatSeconds?: number;
  /** Width of the interval in which the true `heatSeconds` lies: 0.000001 with events, up to 2 without. */
  readonly heatResolutionSeconds?: number;
  /**
   * By how much the clocks of nodes and control plane contradict each other, where that is more than a second. `heatSeconds`
   * is then the control plane's alone, the makespan and the laps the node's, and there are no phases, which need both.
   */
  readonly clockSkewSeconds?: number;
  /** First container start to last container end. */
  readonly makespanSeconds?: number;
  readonly makespanResolutionSeconds?: number;
  readonly phases?: Phases;
  /** Width of the interval in which the true value of each phase lies: its ends' widths, added up along the path. */
  readonly phaseResolutionSeconds?: Phases;
  /** Pods on the critical path, one after the other; absent where not one was seen from its creation to its end. */
  readonly criticalPods?: number;
  readonly laps?: readonly Lap[];
  readonly lapSummary?: LapSummary;
  readonly ledger?: Ledger;
  /** How evenly its pods were busy; only where all of them ran at once. */
  readonly workers?: Workers;
  readonly pods?: readonly PodTiming[];
  /** No disturbances: only valid heats enter a statistic. */
  readonly valid: boolean;
  readonly disturbances: readonly string[];
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

/** How the work was shared among pods that all ran at once, from their container's start to their last item. */
export interface Workers {
  /** Pods; for a lane the mean over its heats, as with the other figures. */
  readonly workers: number;
  /** Share of the workers' time in which they had nothing left to do: Σ (last end − own end) / (workers × makespan). */
  readonly idleTail: number;
  /** The longest worker's time over the mean: 1 is perfectly even. */
  readonly imbalance: number;
  readonly fewestItems?: number;
  readonly mostItems?: number;
  /**
   * What taking an item costs its worker: median seconds from an item's end to the start of the next one (log, ns). Absent where
   * the pattern marks no starts.
   */
  readonly betweenItemsSeconds?: number;
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
