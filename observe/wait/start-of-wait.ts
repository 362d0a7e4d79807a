import { faultText } from "../api/api-fault";
import { listJobNamed } from "../api/cluster-api";
import type { HeatRequest, WaitTools } from "../heat-request";
import { heatTitle, jobName } from "../heat-request";
import { jobFacts } from "../state/job-facts";
import type { WireJob, WireList } from "../api/kubernetes-objects";
import { REPLACES_ANNOTATION, replaceJob } from "./replace-job";
import { persist } from "../api/retry";
import { failure } from "./failure-catalogue";
import { faultError } from "./fault-error";
import { sentence, WaitError } from "./wait-error";

/** The Job that the wait is for, as it was when the wait began. */
export interface WaitStart {
  readonly job: WireJob;
  readonly uid: string;
  /** It had completed before: an earlier `pulumi up` was interrupted while it waited. */
  readonly hadEnded: boolean;
}

/**
 * Finds the Job that the wait is for. One that has completed is taken as it is. One that has already failed did so in
 * an earlier run: it is made again, so that the next `pulumi up` races just what is missing.
 *
 * Rejects with a `WaitError` if it is not there or not ours, at the deadline at the latest.
 */
export async function startOfWait(
  tools: WaitTools,
  request: HeatRequest,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<WaitStart> {
  try {
    const job = await findJob(tools, request, signal);
    const facts = jobFacts(job);
    const uid = facts?.uid ?? request.uid;
    if (!facts?.failure) return { job, uid, hadEnded: facts?.complete === true };
    if (request.kind === "queue") throw failure("QueueSpent", { request, detail: facts.failure.reason });
    tools.say(
      `${heatTitle(request)}: ${jobName(request)} had failed before this wait began (${facts.failure.reason}); racing it again`,
    );
    const fresh = await replaceJob(tools, request, job, signal);
    return { job: fresh, uid: fresh.metadata?.uid ?? "", hadEnded: false };
  } catch (error) {
    if (error instanceof WaitError) throw error;
    if (tools.clock.nowMs() >= deadlineMs) throw unreachable(request, error);
    throw faultError(error, request);
  }
}

async function findJob(tools: WaitTools, request: HeatRequest, signal: AbortSignal): Promise<WireJob> {
  let isTold = false;
  const onFault = (error: unknown) => {
    if (!isTold) tools.say(`${heatTitle(request)}: cannot reach the cluster yet, ${faultText(error)}`);
    isTold = true;
  };
  const found = await persist(tools, { signal, onFault }, (inner) =>
    tools.api.call(listJobNamed(request.namespace, request.job), inner),
  );
  const job = (found as WireList<WireJob>).items?.[0];
  const uid = job?.metadata?.uid;
  if (job === undefined || uid === undefined) throw absent(request);
  // An earlier run may have replaced a failed Job and been killed before it could say so.
  const isOurs = uid === request.uid || job.metadata?.annotations?.[REPLACES_ANNOTATION] === request.uid;
  if (!isOurs) throw foreign(request, uid);
  return job;
}

function absent(request: HeatRequest): WaitError {
  return failure("JobGone", {
    request,
    expected: `${jobName(request)} to be there`,
    came: "nothing of that name: it was deleted, by hand or by its `ttlSecondsAfterFinished`.",
    detail: "",
  });
}

function foreign(request: HeatRequest, uid: string): WaitError {
  return failure("JobReplaced", {
    request,
    detail: uid,
    expected: `${jobName(request)} with UID ${request.uid}, which was created for this run`,
    came: `a Job of that name with UID ${uid}: its times would be those of another run.`,
    next: "run `pulumi refresh` and then `pulumi up`, or delete that Job if nobody needs it.",
  });
}

function unreachable(request: HeatRequest, cause: unknown): WaitError {
  return failure("Deadline", {
    request,
    detail: faultText(cause),
    expected: `to find ${jobName(request)} within ${request.timeoutSeconds} s`,
    came: `no answer from the Kubernetes API: ${sentence(faultText(cause))}`,
    next: "check the cluster with `kubectl version`, then run `pulumi up` again: it continues with the same Job.",
    cause,
  });
}
