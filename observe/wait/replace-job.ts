import { faultKind, faultText } from "../api/api-fault";
import { applyJob, createJob, deleteJob, listJobNamed } from "../api/cluster-api";
import { FAILED_TRIES_ANNOTATION, failedTriesWith } from "../record/failed-tries";
import type { HeatRequest, WaitTools } from "../heat-request";
import { jobName } from "../heat-request";
import type { WireJob, WireList } from "../api/kubernetes-objects";
import { persist } from "../api/retry";
import { failure } from "./failure-catalogue";
import { sentence } from "./wait-error";
import type { WaitError } from "./wait-error";

/** On a Job that stands in for another: the UID of the one that was asked for. */
export const REPLACES_ANNOTATION = "job-race/replaces";

const LOOK_AGAIN_MS = 500;

/** Deletes a Job, waits until it and its pods are gone, and creates the same again. Returns the new one. */
export async function replaceJob(
  tools: WaitTools,
  request: HeatRequest,
  old: WireJob,
  signal: AbortSignal,
): Promise<WireJob> {
  const { clock, api } = tools;
  const { namespace, job } = request;
  const oldUid = old.metadata?.uid ?? "";
  await persist(tools, { signal }, (inner) =>
    api.call(deleteJob(namespace, job, oldUid), inner).catch((error: unknown) => {
      // Gone already, or replaced meanwhile: the look below tells which.
      if (!["missing", "conflict"].includes(faultKind(error))) throw error;
    }),
  );
  let seen = old;
  try {
    for (;;) {
      const listed = await persist(tools, { signal }, (inner) => api.call(listJobNamed(namespace, job), inner));
      const found = (listed as WireList<WireJob>).items?.[0];
      if (found === undefined) break;
      // A creation of ours whose answer got lost.
      if (isStandIn(found, request)) return found;
      seen = found;
      await clock.sleep(LOOK_AGAIN_MS, signal);
      signal.throwIfAborted();
    }
  } catch (error) {
    throw signal.aborted && seen !== old ? stillThere(request, seen) : error;
  }
  const copy = freshCopy(old, request.uid);
  const manager = old.metadata?.managedFields?.find(({ operation }) => operation === "Apply")?.manager;
  const creation = manager === undefined ? createJob(namespace, copy) : applyJob(namespace, job, manager, copy);
  const create = async (inner: AbortSignal) => {
    try {
      return (await api.call(creation, inner)) as WireJob;
    } catch (error) {
      if (faultKind(error) !== "conflict") throw error;
      const listed = (await api.call(listJobNamed(namespace, job), inner)) as WireList<WireJob>;
      const found = listed.items?.[0];
      if (found && isStandIn(found, request)) return found;
      throw error;
    }
  };
  try {
    return await persist(tools, { signal }, create);
  } catch (error) {
    throw ["rejected", "forbidden", "conflict", "missing"].includes(faultKind(error)) ? notMade(request, error) : error;
  }
}

/** Something holds the failed Job back from going. */
function stillThere(request: HeatRequest, { metadata }: WireJob): WaitError {
  const { uid = "unknown", deletionTimestamp, finalizers = [] } = metadata ?? {};
  const since = deletionTimestamp === undefined ? "" : `, which is being deleted since ${deletionTimestamp}`;
  const held = finalizers.length === 0 ? "" : ` and is held by ${finalizers.join(", ")}`;
  return failure("NotReplaced", {
    request,
    expected: `the failed ${jobName(request)} to be gone within ${request.timeoutSeconds} s, so that it can be raced again`,
    detail: `the Job with UID ${uid}${since}${held}.`,
  });
}

/** The failed Job is gone and the new one was refused: Pulumi has to learn that none is there. */
function notMade(request: HeatRequest, cause: unknown): WaitError {
  return failure("NotReplaced", {
    request,
    expected: `to race the failed ${jobName(request)} again`,
    detail: `a refusal: ${sentence(faultText(cause))}`,
    next: "fix what the cluster refuses, then run `pulumi refresh` and `pulumi up`: the heat is raced again.",
    cause,
  });
}

function isStandIn({ metadata }: WireJob, { uid }: HeatRequest): boolean {
  return metadata?.annotations?.[REPLACES_ANNOTATION] === uid && metadata.deletionTimestamp === undefined;
}

const CONTROLLER_LABELS: readonly string[] = [
  "controller-uid",
  "batch.kubernetes.io/controller-uid",
  "job-name",
  "batch.kubernetes.io/job-name",
];

/** The Job as it was asked for: without what the server and the Job controller added, but with its failures so far. */
export function freshCopy(old: WireJob, replaces: string): WireJob {
  const { metadata, spec } = old;
  const { selector, template, ...rest } = spec ?? {};
  const isManual = spec?.manualSelector === true;
  const tries = failedTriesWith(old);
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      ...(metadata?.name !== undefined && { name: metadata.name }),
      ...(metadata?.namespace !== undefined && { namespace: metadata.namespace }),
      labels: withoutLabels(metadata?.labels),
      annotations: {
        ...withoutLabels(metadata?.annotations, ["batch.kubernetes.io/job-tracking"]),
        [REPLACES_ANNOTATION]: replaces,
        ...(tries.length > 0 && { [FAILED_TRIES_ANNOTATION]: JSON.stringify(tries) }),
      },
    },
    spec: {
      ...rest,
      ...(isManual && selector && { selector }),
      template: {
        ...template,
        metadata: {
          labels: withoutLabels(template?.metadata?.labels, isManual ? [] : CONTROLLER_LABELS),
          annotations: { ...template?.metadata?.annotations },
        },
      },
    },
  };
}

function withoutLabels(
  labels: Readonly<Record<string, string>> = {},
  names: readonly string[] = CONTROLLER_LABELS,
): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}
