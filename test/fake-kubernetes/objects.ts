import type { HeatRequest } from "../../observe/heat-request";
import type { WireContainerState } from "../../observe/api/kubernetes-objects";

export const JOB_UID = "0a4b8c1e-0000-4000-8000-000000000001";

/** A request for the hand-made Job of this file. */
export function heatRequest(more: Partial<HeatRequest> = {}): HeatRequest {
  return {
    namespace: "race",
    job: "parallel-1",
    uid: JOB_UID,
    stack: "dev",
    lane: "parallel",
    round: 1,
    run: "1",
    parallelism: 2,
    completions: 2,
    items: 2,
    container: "kuard",
    itemPattern: "Item done",
    timeoutSeconds: 600,
    ...more,
  };
}

export interface JobSketch {
  readonly uid?: string;
  readonly completions?: number;
  readonly status?: object;
  readonly conditions?: readonly string[];
  readonly reason?: string;
  readonly metadata?: object;
  readonly spec?: object;
}

/** A Job as a server shows it, with these conditions true. */
export function jobObject({ uid, completions, status, conditions, reason, metadata, spec }: JobSketch = {}): object {
  const isComplete = conditions?.includes("Complete") === true;
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: "parallel-1",
      namespace: "race",
      uid: uid ?? JOB_UID,
      creationTimestamp: "2026-01-01T00:00:00Z",
      labels: { "job-race/stack": "dev" },
      ...metadata,
    },
    spec: {
      completions: completions ?? 2,
      parallelism: completions ?? 2,
      selector: { matchLabels: { "batch.kubernetes.io/controller-uid": uid ?? JOB_UID } },
      template: { metadata: { labels: {} }, spec: { containers: [{ name: "kuard", image: "keygen" }] } },
      ...spec,
    },
    status: {
      startTime: "2026-01-01T00:00:00Z",
      ...(isComplete && { completionTime: "2026-01-01T00:00:09Z" }),
      conditions: (conditions ?? []).map((type) => ({
        type,
        status: "True",
        reason: reason ?? type,
        message: `${type} it is`,
      })),
      ...status,
    },
  };
}

export interface PodSketch {
  readonly name: string;
  readonly phase?: string;
  readonly waiting?: { readonly reason: string; readonly message?: string };
  readonly unschedulable?: string;
  readonly exitCode?: number;
  readonly restarts?: number;
  readonly spec?: object;
  readonly status?: object;
  readonly owner?: string;
  readonly createdAt?: string;
  readonly deletedAt?: string;
}

/** A pod of that Job. */
export function podObject(sketch: PodSketch): object {
  const { name, phase, waiting, unschedulable, exitCode, restarts, spec, status, owner, createdAt, deletedAt } = sketch;
  const state: WireContainerState = {
    ...(waiting && { waiting }),
    ...(exitCode !== undefined && { terminated: { exitCode, finishedAt: "2026-01-01T00:00:05Z" } }),
  };
  const scheduled = { type: "PodScheduled", lastTransitionTime: "2026-01-01T00:00:01Z" };
  return {
    metadata: {
      name,
      namespace: "race",
      uid: `uid-of-${name}`,
      creationTimestamp: createdAt ?? "2026-01-01T00:00:00Z",
      ...(deletedAt !== undefined && { deletionTimestamp: deletedAt }),
      labels: { "batch.kubernetes.io/controller-uid": owner ?? JOB_UID },
      ownerReferences: [{ uid: owner ?? JOB_UID }],
    },
    spec: { ...(unschedulable === undefined && { nodeName: "node-1" }), containers: [{ name: "kuard" }], ...spec },
    status: {
      phase: phase ?? "Pending",
      conditions: [
        unschedulable === undefined
          ? { ...scheduled, status: "True" }
          : { ...scheduled, status: "False", reason: "Unschedulable", message: unschedulable },
      ],
      containerStatuses: [{ name: "kuard", image: "keygen", restartCount: restarts ?? 0, state }],
      ...status,
    },
  };
}

export interface EventSketch {
  readonly name: string;
  readonly type?: "Normal" | "Warning";
  readonly reason: string;
  readonly message?: string;
  readonly subject?: { readonly name: string; readonly uid: string; readonly fieldPath?: string };
  readonly at?: string;
  readonly count?: number;
}

/** An event about that Job, or about what `subject` says. */
export function eventObject({ name, type, reason, message, subject, at, count }: EventSketch): object {
  return {
    metadata: { name, namespace: "race", uid: `uid-of-${name}`, creationTimestamp: at ?? "2026-01-01T00:00:01Z" },
    involvedObject: subject ?? { name: "parallel-1", uid: JOB_UID },
    type: type ?? "Normal",
    reason,
    message: message ?? "",
    count: count ?? 1,
    firstTimestamp: at ?? "2026-01-01T00:00:01Z",
    lastTimestamp: at ?? "2026-01-01T00:00:01Z",
  };
}
