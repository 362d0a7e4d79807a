import type { EventFacts } from "./event-facts";
import type { JobFacts } from "./job-facts";
import { isUnfinished } from "./pod-facts";
import type { PodFacts } from "./pod-facts";

/** Something that was seen of the heat. What is told twice or out of order changes nothing. */
export type Fact =
  | { readonly kind: "job"; readonly job: JobFacts; readonly listed: boolean }
  /** A list or a watch says that no Job of this name, or only one with another UID, is there. */
  | { readonly kind: "job-gone"; readonly otherUid?: string }
  /** All pods that there were at this resource version, or all of one sort. */
  | {
      readonly kind: "pods";
      readonly pods: readonly PodFacts[];
      readonly resourceVersion: string;
      readonly among?: PodSort;
    }
  | { readonly kind: "pod"; readonly pod: PodFacts }
  | { readonly kind: "pod-gone"; readonly pod: PodFacts }
  | { readonly kind: "event"; readonly event: EventFacts };

/** Those that have ended; those that have not begun; and those of the latter that have no node. */
export type PodSort = "ended" | "pending" | "unplaced";

/**
 * Everything that is known of a heat, to be read only: `HeatRecord` is what learns. Whatever is asked after each fact is
 * kept as a count or as a first one, so that asking costs the same for ten thousand pods as for ten. Our own times are of
 * the injected monotonic clock.
 */
export interface HeatState {
  /** The raced Job: facts about any other are left out. */
  readonly uid: string;
  readonly startMs: number;
  readonly deadlineMs: number;
  readonly job: JobFacts | undefined;
  readonly jobGone: { readonly otherUid?: string } | undefined;
  readonly everSuspended: boolean;
  /** Every pod ever seen, by UID. */
  readonly pods: ReadonlyMap<string, PodRecord>;
  readonly counts: PodCounts;
  /** The pod that has been longest in each kind of trouble, of those that are there and have not ended. */
  readonly longest: { readonly stuck: PodRecord | undefined; readonly unschedulable: PodRecord | undefined };
  /** When the newest pod was created, by the cluster's clock. */
  readonly newestPodAt: string | undefined;
  /** What was told about this Job or pod, in the order of hearing; a namespace has other events, and names may look alike. */
  readonly eventsAbout: (uid: string) => readonly EventFacts[];
  /** Since when no pod runs or waits to run. */
  readonly idleSinceMs: number;
  /** Since when no unfinished pod has a node: none that ends could make room for another. */
  readonly unplacedSinceMs: number;
  /** Pods were refused, and no new one has been seen since. */
  readonly refusal: Refusal | undefined;
}

export interface Refusal {
  readonly sinceMs: number;
  readonly message: string;
  /** The latest refusal, by the cluster's clock. */
  readonly lastAt?: string;
}

export interface PodRecord {
  readonly facts: PodFacts;
  /** No longer in the cluster. */
  readonly gone: boolean;
  /** Since when it has been in this kind of trouble, without a break. */
  readonly troubleSinceMs?: number;
  /** The kinds of trouble it ever was in. */
  readonly troubles: readonly string[];
}

/** How many pods there are of each sort. */
export interface PodCounts {
  /** There, and not ended. */
  readonly unfinished: number;
  /** Unfinished, and on a node. */
  readonly placed: number;
  /** Unfinished, in phase `Running`. */
  readonly running: number;
  /** Ever seen to have succeeded. */
  readonly succeeded: number;
}

/** The pods that are there and have not ended: a look through all of them, for a wait's end. */
export function unfinishedPods({ pods }: HeatState): PodRecord[] {
  return [...pods.values()].filter(isThere);
}

/** In the cluster, and neither succeeded nor failed yet. */
export function isThere({ gone, facts }: PodRecord): boolean {
  return !gone && isUnfinished(facts);
}
