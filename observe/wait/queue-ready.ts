import { listPods } from "../api/cluster-api";
import { listAll } from "../api/follow";
import type { WirePod } from "../api/kubernetes-objects";
import { persist } from "../api/retry";
import type { HeatRequest, WaitTools } from "../heat-request";
import { podFacts } from "../state/pod-facts";
import { failure } from "./failure-catalogue";
import { faultError } from "./fault-error";
import { sentence } from "./wait-error";
import type { WaitError } from "./wait-error";

/** The Pod that serves a heat's queue. */
export interface QueueRequest {
  readonly namespace: string;
  readonly pod: string;
  readonly uid: string;
  readonly lane: string;
  readonly round: number;
  readonly timeoutSeconds: number;
}

const LOOK_MS = 250;

/**
 * Waits until the queue's Pod is ready and returns its address.
 *
 * @throws {WaitError} `QueueNotReady`, if it ends, is gone, cannot start, or is not ready in time.
 */
export async function queueReady(tools: WaitTools, request: QueueRequest): Promise<string> {
  const { clock, graces } = tools;
  const deadlineMs = clock.nowMs() + request.timeoutSeconds * 1000;
  const signal = new AbortController().signal;
  let troubledSinceMs: number | undefined;
  for (;;) {
    const pod = await persist(tools, { signal }, (inner) => readPod(tools, request, inner)).catch((error: unknown) => {
      throw faultError(error, heatOf(request));
    });
    const facts = pod && podFacts(pod);
    if (facts === undefined) throw notReady(request, "no such Pod any more.");
    const address = pod?.status?.podIP;
    const ready = pod?.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") === true;
    if (ready && address !== undefined) return address;
    const trouble = facts.trouble && sentence(`${facts.trouble.reason}: ${facts.trouble.message}`);
    const ended = facts.ended.at(-1);
    const how = ended && `${ended.reason ?? "ended"}, exit code ${ended.exitCode ?? "unknown"}`;
    if (facts.phase === "Failed" || facts.phase === "Succeeded") {
      throw notReady(request, sentence(`a Pod that has ended (${how ?? facts.phase})`));
    }
    const nowMs = clock.nowMs();
    troubledSinceMs = trouble === undefined ? undefined : (troubledSinceMs ?? nowMs);
    if (trouble !== undefined && nowMs >= (troubledSinceMs ?? nowMs) + graces.podTroubleMs) {
      throw notReady(request, trouble);
    }
    if (nowMs >= deadlineMs) {
      throw notReady(
        request,
        trouble ??
          sentence(`a Pod that is ${how === undefined ? facts.waitsFor : `restarted (${how})`}, but not ready`),
      );
    }
    await clock.sleep(LOOK_MS, signal);
  }
}

async function readPod(
  tools: WaitTools,
  { namespace, pod, uid }: QueueRequest,
  signal: AbortSignal,
): Promise<WirePod | undefined> {
  let pods: readonly WirePod[] = [];
  const onList = (items: readonly WirePod[]) => {
    pods = items;
  };
  const list = { ...listPods(namespace, ""), query: { fieldSelector: `metadata.name=${pod}` } };
  await listAll(tools, { list, keep: (found: WirePod) => found, onList }, signal);
  return pods.find(({ metadata }) => metadata?.uid === uid);
}

function notReady(request: QueueRequest, detail: string): WaitError {
  return failure("QueueNotReady", { request: heatOf(request), detail });
}

/** Errors are about heats; of this one the Pod is what was waited for. */
function heatOf({ pod, ...request }: QueueRequest): HeatRequest {
  const unknown = { stack: "", run: "", parallelism: 1, items: 1, container: "", itemPattern: "" };
  return { ...unknown, ...request, job: pod };
}
