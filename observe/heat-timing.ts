import type { LaneKindName } from "../plan/lane-kind";

/**
 * The raw observations of one heat, as they are kept in the stack. Every statistic can be recomputed from these.
 *
 * Instants are RFC 3339 strings of the cluster's clocks, as precise as their source (see each field) and never mixed
 * with ours. What was not observed is absent.
 */
export interface HeatTiming {
  readonly lane: string;
  /** From 1; 0 for the warm-up heat. */
  readonly round: number;
  readonly run: string;
  readonly job: string;
  readonly namespace: string;
  readonly uid: string;
  /** Absent: `split`. */
  readonly kind?: LaneKindName;
  readonly parallelism: number;
  /** Absent for a queue. */
  readonly completions?: number;
  readonly items: number;
  /** Job `metadata.creationTimestamp`, to the second. */
  readonly createdAt: string;
  /** Job `status.startTime`, to the second. */
  readonly startedAt: string;
  /** Job `status.completionTime`, to the second. */
  readonly endedAt: string;
  /** Time in the name of the Job's own `Completed` event (ns), which its controller records with the status above. */
  readonly completedAt?: string;
  /** `endedAt - startedAt`: whole seconds, exactly the Duration that `kubectl describe jobs` prints. */
  readonly durationSeconds: number;
  /**
   * Seconds on our own monotonic clock from the start of the wait to the terminal condition's arrival: an upper bound
   * of the heat's end, absent if the Job had ended before the wait began.
   */
  readonly observedSeconds?: number;
  readonly pods: readonly PodTiming[];
  /** How often this heat failed before it was raced again, oldest first; absent if it never did. In no statistic. */
  readonly failedTries?: readonly FailedTry[];
  /** What a reader should know of the record, one sentence each; no reason to leave the heat out. */
  readonly remarks?: readonly string[];
  /**
   * Whole seconds that the Job waited in a queue before its start: it was suspended on creation and resumed before any pod
   * was made. No part of the heat.
   */
  readonly queuedSeconds?: number;
  /**
   * More pods wanted to run at once than had room: so many did at most, and each of the others took the place of one of
   * them. A property of the lane on this cluster.
   */
  readonly fitAtOnce?: number;
  /** Why the heat must not enter a statistic, in words; empty for a valid heat. */
  readonly disturbances: readonly string[];
  /** What one pod requests, as the scheduler counts it, LimitRange defaults included: CPU in cores, memory in bytes. */
  readonly requests?: { readonly cpu?: number; readonly memoryBytes?: number };
  readonly cluster?: ClusterFacts;
  /** What became of a queue's items; absent for other lanes. */
  readonly ledger?: Ledger;
}

/** What became of a queue's items, by the workers' logs: enqueued = distinct + lost, duplicates = done - distinct. */
export interface Ledger {
  readonly enqueued: number;
  readonly done: number;
  readonly distinct: number;
  readonly lost: number;
  readonly duplicates: number;
  /** Names of items that were done twice, where the pattern has a group named `item`. */
  readonly doubled?: readonly string[];
  /** Workers whose logs could not be read: what they did counts as lost. */
  readonly unreadWorkers?: number;
}

/** A Job of the heat that failed. */
export interface FailedTry {
  readonly uid: string;
  /** Job `status.startTime`, to the second. */
  readonly startedAt?: string;
  /** When the `Failed` condition became true, to the second. */
  readonly failedAt?: string;
  /** `failedAt - startedAt`, in whole seconds. */
  readonly durationSeconds?: number;
  /** Kubernetes' word and sentence, such as `BackoffLimitExceeded`. */
  readonly reason: string;
  readonly message: string;
}

/** One pod of a heat. */
export interface PodTiming {
  readonly name: string;
  readonly uid: string;
  readonly node?: string;
  /** Completion index of an Indexed Job. */
  readonly index?: number;
  /** Time in the Job's `SuccessfulCreate` event's name (ns); else pod `metadata.creationTimestamp` (1 s). */
  readonly createdAt: string;
  /** `Scheduled` event (µs); else the `PodScheduled` condition (1 s). */
  readonly scheduledAt?: string;
  /** `Pulling` event (ns): present only when the kubelet fetched the image for this pod. */
  readonly pullingAt?: string;
  /** `Pulled` event (ns). */
  readonly pulledAt?: string;
  /** `Created` event of the raced container (ns). */
  readonly containerCreatedAt?: string;
  /** `Started` event of the raced container (ns). */
  readonly containerStartedAt?: string;
  /** First and last log line (ns). */
  readonly firstLogAt?: string;
  readonly lastLogAt?: string;
  /** Container status of the last run, to the second. */
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** Log timestamps (ns) of the lines that mark a finished item, in order; none where they are no laps (see `remarks`). */
  readonly itemsAt: readonly string[];
  /** Log timestamps (ns) of the lines that mark an item's start, in order; absent where the pattern marks none. */
  readonly startsAt?: readonly string[];
  readonly exitCode?: number;
  /** Pod phase at the end of the heat. */
  readonly phase: string;
  readonly restarts: number;
}

/** What the race ran on. Nodes are absent where the credentials may not read them. */
export interface ClusterFacts {
  readonly kubernetesVersion: string;
  readonly nodes?: number;
  /** Sum over the schedulable nodes, in cores. */
  readonly allocatableCpu?: number;
  /** Sum over the schedulable nodes, in bytes. */
  readonly allocatableMemoryBytes?: number;
  /** Each schedulable node's share of these, because a pod must fit on one node; absent where there are very many. */
  readonly allocatable?: readonly { readonly cpu: number; readonly memoryBytes: number }[];
}
