import type { PodSpan } from "./pod-span";

/** A pod that was seen from its creation to its container's end. */
export interface WholePod extends PodSpan {
  readonly created: number;
  readonly work: { readonly start: number; readonly end: number };
}

export function isWhole(pod: PodSpan): pod is WholePod {
  return pod.created !== undefined && pod.work !== undefined;
}

/**
 * The chain of pods that made the heat as long as it was, in order of time: the pod that ended last, before it the pod
 * whose end made room for it, and so on to a pod that was there from the start. A faster pod beside the chain would
 * have changed nothing.
 *
 * Kubernetes keeps `parallelism` pods, so the pod that was created as number i (from 0) waited for end number
 * i - parallelism. Where that can't be (retried pods break the count) or the parallelism is not known, it is the pod
 * that ended last before the creation.
 */
export function criticalPath(pods: readonly WholePod[], parallelism: number | undefined): WholePod[] {
  const byCreation = [...pods].sort((a, b) => a.created - b.created);
  const byEnd = [...pods].sort((a, b) => a.work.end - b.work.end);
  const place = new Map(byCreation.map((pod, index) => [pod, index]));
  const path = new Set<WholePod>();
  let pod = byEnd.at(-1);
  while (pod && !path.has(pod)) {
    path.add(pod);
    const current: WholePod = pod;
    const counted = parallelism === undefined ? undefined : (place.get(current) ?? 0) - Math.max(1, parallelism);
    if (counted !== undefined && counted < 0) break;
    const before = counted === undefined ? undefined : byEnd[counted];
    const endedBefore = (other: WholePod): boolean => other.work.end <= current.created;
    pod = before && endedBefore(before) ? before : byEnd.findLast(endedBefore);
  }
  return [...path].reverse();
}
