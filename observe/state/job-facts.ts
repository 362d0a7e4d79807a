import { jobNumbers } from "../../plan/lane-kind";
import type { LaneNumbers } from "../../plan/lane-kind";
import type { WireCondition, WireJob } from "../api/kubernetes-objects";

/** What the wait knows of the raced Job. Instants are the cluster's. */
export interface JobFacts {
  readonly uid: string;
  readonly resourceVersion: string;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly beingDeleted: boolean;
  /** How it shares out its items, by its spec. */
  readonly numbers: LaneNumbers;
  readonly active: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Another controller than Kubernetes' own is to run it. */
  readonly managedBy?: string;
  /** Its containers, as a text to compare: no word of them should change while it runs. */
  readonly work: string;
  /** Suspended now. */
  readonly suspended: boolean;
  /** Suspended at some time: the condition stays, as false, after the Job was resumed. */
  readonly everSuspended: boolean;
  readonly complete: boolean;
  readonly failure?: JobFailure;
  /** Which condition says that the end has begun. It is not the end: pods may still run. */
  readonly ending?: string;
}

/** Kubernetes' own words for why a Job failed. */
interface JobFailure {
  readonly reason: string;
  readonly message: string;
}

/** `undefined` for what is no Job with an identity. */
export function jobFacts(job: WireJob): JobFacts | undefined {
  const { metadata, spec, status } = job;
  if (metadata?.uid === undefined) return undefined;
  const conditions = status?.conditions ?? [];
  const failed = trueCondition(conditions, "Failed");
  const ending = ["SuccessCriteriaMet", "FailureTarget"].find((type) => trueCondition(conditions, type));
  const suspension = conditions.find(({ type }) => type === "Suspended");
  return {
    uid: metadata.uid,
    resourceVersion: metadata.resourceVersion ?? "",
    createdAt: metadata.creationTimestamp ?? "",
    ...(status?.startTime !== undefined && { startedAt: status.startTime }),
    ...(status?.completionTime !== undefined && { completedAt: status.completionTime }),
    beingDeleted: metadata.deletionTimestamp !== undefined,
    numbers: jobNumbers(spec),
    active: status?.active ?? 0,
    succeeded: status?.succeeded ?? 0,
    failed: status?.failed ?? 0,
    ...(spec?.managedBy !== undefined &&
      spec.managedBy !== "kubernetes.io/job-controller" && { managedBy: spec.managedBy }),
    work: JSON.stringify(spec?.template?.spec?.containers ?? []),
    suspended: spec?.suspend === true,
    everSuspended: spec?.suspend === true || suspension !== undefined,
    complete: trueCondition(conditions, "Complete") !== undefined && failed === undefined,
    ...(failed && { failure: { reason: failed.reason ?? "unknown", message: failed.message ?? "" } }),
    ...(ending !== undefined && { ending }),
  };
}

function trueCondition(conditions: readonly WireCondition[], type: string): WireCondition | undefined {
  return conditions.find((condition) => condition.type === type && condition.status === "True");
}
