import type { WireContainerStatus, WirePod, WireTermination } from "../api/kubernetes-objects";
import { podRequests, type PodRequests } from "./pod-requests";
import { podTrouble } from "./pod-trouble";
import type { PodTrouble } from "./pod-trouble";

/** What the wait knows of one pod of the raced Job. Instants are the cluster's. */
export interface PodFacts {
  readonly uid: string;
  readonly name: string;
  readonly resourceVersion: string;
  readonly createdAt: string;
  readonly phase: string;
  readonly node?: string;
  readonly index?: number;
  /** When the `PodScheduled` condition became true, to the second. */
  readonly scheduledAt?: string;
  /** What the scheduler counts; LimitRange and webhooks may have added to what the Job's template says. */
  readonly requests?: PodRequests;
  readonly restarts: number;
  /** Evicted, preempted or drained: ended by the cluster, not by its own work. */
  readonly disrupted?: string;
  /** Kubernetes deletes it, as it does with the pods that still run when their Job has failed. */
  readonly beingDeleted: boolean;
  /** What keeps it from running and may never end by itself. */
  readonly trouble?: PodTrouble;
  /** On a node, but no container of it has run yet. */
  readonly isStarting: boolean;
  /** In a word, what an unfinished pod waits for: `ContainerCreating`, `Unschedulable`, `running`. */
  readonly waitsFor: string;
  /** How each container last ended; the raced one is chosen by its name. */
  readonly ended: readonly ContainerEnd[];
  /** The same of its init containers: they can fail a pod, too. */
  readonly initEnded: readonly ContainerEnd[];
}

interface ContainerEnd {
  readonly container: string;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** The container was started again since. */
  readonly restarted: boolean;
}

/** `undefined` for what is no pod with an identity. */
export function podFacts(pod: WirePod): PodFacts | undefined {
  const { metadata, spec, status } = pod;
  if (metadata?.uid === undefined || metadata.name === undefined) return undefined;
  const containers = status?.containerStatuses ?? [];
  const scheduled = status?.conditions?.find((condition) => condition.type === "PodScheduled");
  const disruption = status?.conditions?.find((condition) => condition.type === "DisruptionTarget");
  const index = Number(metadata.annotations?.["batch.kubernetes.io/job-completion-index"] ?? Number.NaN);
  const trouble = podTrouble(pod);
  const requests = podRequests(spec);
  const disrupted =
    status?.reason === "Evicted" ? "Evicted" : disruption?.status === "True" ? disruption.reason : undefined;
  return {
    uid: metadata.uid,
    name: metadata.name,
    resourceVersion: metadata.resourceVersion ?? "",
    createdAt: metadata.creationTimestamp ?? "",
    phase: status?.phase ?? "Pending",
    ...(spec?.nodeName !== undefined && { node: spec.nodeName }),
    ...(Number.isInteger(index) && { index }),
    ...(scheduled?.status === "True" &&
      scheduled.lastTransitionTime !== undefined && { scheduledAt: scheduled.lastTransitionTime }),
    ...(requests && { requests }),
    restarts: containers.reduce((sum, { restartCount }) => sum + (restartCount ?? 0), 0),
    ...(disrupted !== undefined && { disrupted }),
    beingDeleted: metadata.deletionTimestamp !== undefined,
    ...(trouble && { trouble }),
    isStarting: spec?.nodeName !== undefined && !hasBegun(pod),
    waitsFor: trouble?.reason ?? waitsFor(pod),
    ended: containers.flatMap(containerEnd),
    initEnded: (status?.initContainerStatuses ?? []).flatMap(containerEnd),
  };
}

/** Neither succeeded nor failed yet. */
export function isUnfinished({ phase }: PodFacts): boolean {
  return phase !== "Succeeded" && phase !== "Failed";
}

function waitsFor({ spec, status, metadata }: WirePod): string {
  if (metadata?.deletionTimestamp !== undefined) return "being deleted";
  const states = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const reason = states.map(({ state }) => state?.waiting?.reason).find((waiting) => waiting !== undefined);
  const init = status?.initContainerStatuses?.find(({ state }) => state?.running);
  if (status?.phase === "Pending" && init) return `init container ${init.name ?? ""} still runs`;
  if (reason !== undefined) return reason;
  if (status?.phase === "Running") return halfEnded(status.containerStatuses ?? []) ?? "running";
  return spec?.nodeName === undefined ? "not yet scheduled" : "not yet started";
}

/** Some of its containers have ended well, and the others keep the pod from its end. */
function halfEnded(containers: readonly WireContainerStatus[]): string | undefined {
  const names = (some: readonly WireContainerStatus[]) => some.map(({ name = "" }) => name).join(", ");
  const ended = containers.filter(({ state }) => state?.terminated?.exitCode === 0);
  const running = containers.filter(({ state }) => state?.running);
  if (ended.length === 0 || running.length === 0) return undefined;
  const [one, other] = [ended.length === 1, running.length === 1];
  return `container${one ? "" : "s"} ${names(ended)} ended with 0, ${names(running)} still run${other ? "s" : ""}`;
}

function hasBegun({ status }: WirePod): boolean {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return all.some(({ state, lastState }) => state?.running ?? state?.terminated ?? lastState?.terminated);
}

function containerEnd({ name, state, lastState }: WireContainerStatus): ContainerEnd[] {
  const termination: WireTermination | undefined = state?.terminated ?? lastState?.terminated;
  if (termination === undefined) return [];
  const { exitCode, reason, message, startedAt, finishedAt } = termination;
  return [
    {
      container: name ?? "",
      ...(exitCode !== undefined && { exitCode }),
      ...(reason !== undefined && { reason }),
      ...(message !== undefined && { message: message.slice(0, 500) }),
      ...(startedAt !== undefined && { startedAt }),
      ...(finishedAt !== undefined && { finishedAt }),
      restarted: state?.terminated === undefined,
    },
  ];
}
