/**
 * How a lane's Job shares out its items. `split`: `completions` pods make equal parts (Indexed Jobs too). `queue`: workers
 * take items from a queue until none is left, so the Job has no completions.
 */
export type LaneKindName = "split" | "queue";

/** What the kinds are asked about: a lane, a heat's request, its record or a Job's spec. Unknown numbers are absent. */
export interface LaneNumbers {
  /** @default "split" */
  readonly kind?: LaneKindName | undefined;
  readonly completions?: number | undefined;
  readonly parallelism?: number | undefined;
  readonly items?: number | undefined;
}

/** Everything that differs between the kinds. What follows from an unknown number is `undefined`. */
interface LaneKind {
  /** The fewest pods that an undisturbed heat has. */
  readonly fewestPods: (lane: LaneNumbers) => number | undefined;
  /** The most pods that an undisturbed heat has. */
  readonly mostPods: (lane: LaneNumbers) => number | undefined;
  /** Groups of pods that run one after the other. */
  readonly waves: (lane: LaneNumbers) => number | undefined;
  /** The most items that one pod may make. */
  readonly mostItemsPerPod: (lane: LaneNumbers) => number | undefined;
  /** The number of items of the whole lane must be a multiple of this. */
  readonly itemStep: (lane: LaneNumbers) => number;
  /** Whether the Job needs no further pod. It may still take time until Kubernetes calls it complete. */
  readonly isDone: (lane: LaneNumbers, pods: PodCounts) => boolean;
}

/** A Job's status. */
interface PodCounts {
  readonly active: number;
  readonly succeeded: number;
}

const kinds: Readonly<Record<LaneKindName, LaneKind>> = {
  split: {
    fewestPods: ({ completions }) => completions,
    mostPods: ({ completions }) => completions,
    waves: ({ completions, parallelism }) =>
      completions && parallelism ? Math.ceil(completions / parallelism) : undefined,
    mostItemsPerPod: ({ items, completions }) => (items && completions ? Math.ceil(items / completions) : undefined),
    itemStep: ({ completions }) => completions ?? 1,
    isDone: ({ completions }, { succeeded }) => completions !== undefined && succeeded >= completions,
  },
  queue: {
    // The first worker to find the queue empty ends the making of new pods.
    fewestPods: () => 1,
    mostPods: ({ parallelism }) => parallelism,
    waves: () => 1,
    mostItemsPerPod: ({ items }) => items,
    itemStep: () => 1,
    isDone: (_lane, { active, succeeded }) => succeeded > 0 && active === 0,
  },
};

/** The rules of the lane's kind. */
export function kindOf({ kind = "split" }: LaneNumbers): LaneKind {
  return kinds[kind];
}

/** Pods that can run at once: not more than there are. */
export function podsAtOnce(lane: LaneNumbers): number | undefined {
  const { parallelism } = lane;
  return parallelism && Math.min(parallelism, kindOf(lane).mostPods(lane) ?? parallelism);
}

/** The numbers of a Job's spec: one without completions, but with parallelism, is Kubernetes' work queue. */
export function jobNumbers(spec: { readonly completions?: number; readonly parallelism?: number } = {}): LaneNumbers {
  const { completions, parallelism } = spec;
  // Kubernetes sets both to 1 where a manifest has neither.
  if (completions === undefined && parallelism !== undefined) return { kind: "queue", parallelism };
  return { kind: "split", completions: completions ?? 1, parallelism: parallelism ?? 1 };
}
