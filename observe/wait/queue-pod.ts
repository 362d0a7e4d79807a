import { faultKind, faultText } from "../api/api-fault";
import { within } from "../api/clock";
import { applyPod, createPod, deletePod, listPods } from "../api/cluster-api";
import { listAll } from "../api/follow";
import type { WirePod } from "../api/kubernetes-objects";
import { persist } from "../api/retry";
import type { HeatRequest, WaitTools } from "../heat-request";
import { heatTitle } from "../heat-request";
import { readLogTail } from "../record/pod-log";
import { podFacts } from "../state/pod-facts";
import { failure } from "./failure-catalogue";
import { faultError } from "./fault-error";
import { sentence } from "./wait-error";
import type { WaitError } from "./wait-error";

/** The Pod that serves a heat's queue. */
export interface QueueRequest {
  readonly namespace: string;
  /** What its name begins with. */
  readonly name: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
  /** Selects the Pods of this heat's queue, and no others. */
  readonly selector: string;
  readonly lane: string;
  readonly round: number;
  readonly timeoutSeconds: number;
}

/** A Pod that was made. */
export interface MadeQueue {
  readonly namespace: string;
  readonly pod: string;
  readonly uid: string;
}

type Waiting = MadeQueue & Pick<QueueRequest, "lane" | "round" | "timeoutSeconds">;

const LOOK_MS = 250;
/** The heat is over, one way or the other: its queue is not worth more time. */
const TIDY_MS = 10_000;
/** On a Pod whose heat has failed: what its queue still holds is of no use to another attempt. */
const SPENT_ANNOTATION = "job-race/spent";
const MANAGER = "job-race";

/**
 * Makes the queue's Pod and returns it with its address once it is ready. Pods of the same heat that an earlier attempt left
 * go first.
 *
 * @throws {WaitError} `QueueNotReady`, if it ends, is gone, cannot start, or is not ready in time.
 */
export async function startQueue(
  tools: WaitTools,
  request: QueueRequest,
): Promise<MadeQueue & { readonly address: string }> {
  const { namespace, name, metadata, spec, selector } = request;
  const signal = new AbortController().signal;
  const made = await persist(tools, { signal }, async (inner) => {
    for (const old of await podsBy(tools, namespace, { labelSelector: selector }, inner)) {
      await gone(tools, { namespace, pod: old.metadata?.name ?? "", uid: old.metadata?.uid ?? "" }, inner);
    }
    const body = { apiVersion: "v1", kind: "Pod", metadata: { ...metadata, generateName: `${name}-` }, spec };
    return (await tools.api.call(createPod(namespace, body), inner)) as WirePod;
  }).catch((error: unknown) => {
    const refused = faultKind(error) === "rejected" && `a Pod that the cluster refused: ${faultText(error)}`;
    const waiting = { ...request, pod: name, uid: "" };
    throw refused === false ? faultError(error, heatOf(waiting)) : notReady(waiting, sentence(refused));
  });
  const queue = { namespace, pod: made.metadata?.name ?? "", uid: made.metadata?.uid ?? "" };
  return { ...queue, address: await queueReady(tools, { ...request, ...queue }) };
}

/**
 * Waits until the queue's Pod is ready and returns its address.
 *
 * @throws {WaitError} `QueueNotReady`, if it ends, is gone, cannot start, or is not ready in time.
 */
export async function queueReady(tools: WaitTools, request: Waiting): Promise<string> {
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
    const container = ended?.container ?? pod?.spec?.containers?.[0]?.name ?? "";
    const words = async () => lastLines(tools, request, { container, previous: ended?.restarted === true });
    if (facts.phase === "Failed" || facts.phase === "Succeeded") {
      throw notReady(request, sentence(`a Pod that has ended (${how ?? facts.phase})`) + (await words()));
    }
    const nowMs = clock.nowMs();
    troubledSinceMs = trouble === undefined ? undefined : (troubledSinceMs ?? nowMs);
    if (trouble !== undefined && nowMs >= (troubledSinceMs ?? nowMs) + graces.podTroubleMs) {
      throw notReady(request, trouble + (await words()));
    }
    if (nowMs >= deadlineMs) {
      const stands = `a Pod that is ${how === undefined ? facts.waitsFor : `restarted (${how})`}, but not ready`;
      throw notReady(request, (trouble ?? sentence(stands)) + (await words()));
    }
    await clock.sleep(LOOK_MS, signal);
  }
}

/** Removes the queue's Pod once its heat has ended. What hinders it is said, and left to `pulumi destroy`. */
export async function endQueue(tools: WaitTools, request: HeatRequest, queue: MadeQueue): Promise<void> {
  await tidily(tools, request, `could not remove the queue's Pod ${queue.pod}`, (signal) => gone(tools, queue, signal));
}

/** Marks the Pod of a heat that has failed, for {@link isSpent}. */
export async function markSpent(
  tools: WaitTools,
  request: HeatRequest,
  { namespace, pod, uid }: MadeQueue,
  reason: string,
): Promise<void> {
  const metadata = { name: pod, uid, annotations: { [SPENT_ANNOTATION]: reason } };
  const body = { apiVersion: "v1", kind: "Pod", metadata };
  await tidily(tools, request, `could not mark the queue's Pod ${pod}`, async (signal) => {
    await tools.api.call(applyPod(namespace, pod, MANAGER, body), signal);
  });
}

/** Whether the Pod is there and its heat has failed, so that another attempt needs another. `false` if nobody can tell. */
export async function isSpent(tools: WaitTools, { namespace, pod, uid }: MadeQueue): Promise<boolean> {
  const found = await within({ clock: tools.clock, limitMs: TIDY_MS, signal: new AbortController().signal }, (signal) =>
    readPod(tools, { namespace, pod, uid }, signal),
  ).catch(() => undefined);
  return found?.metadata?.annotations?.[SPENT_ANNOTATION] !== undefined;
}

async function tidily(
  tools: WaitTools,
  request: HeatRequest,
  what: string,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  try {
    await within({ clock: tools.clock, limitMs: TIDY_MS, signal: new AbortController().signal }, (signal) =>
      persist(tools, { signal }, work).catch((error: unknown) => {
        // Somebody else has removed it.
        if (!["missing", "conflict"].includes(faultKind(error))) throw error;
      }),
    );
  } catch (error) {
    tools.say(`${heatTitle(request)}: ${what}, ${faultText(error)}`);
  }
}

async function gone(tools: WaitTools, { namespace, pod, uid }: MadeQueue, signal: AbortSignal): Promise<void> {
  try {
    await tools.api.call(deletePod(namespace, pod, uid), signal);
  } catch (error) {
    if (!["missing", "conflict"].includes(faultKind(error))) throw error;
  }
}

async function readPod(
  tools: WaitTools,
  { namespace, pod, uid }: MadeQueue,
  signal: AbortSignal,
): Promise<WirePod | undefined> {
  const pods = await podsBy(tools, namespace, { fieldSelector: `metadata.name=${pod}` }, signal);
  return pods.find(({ metadata }) => metadata?.uid === uid);
}

async function podsBy(
  tools: WaitTools,
  namespace: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly WirePod[]> {
  let pods: readonly WirePod[] = [];
  const onList = (items: readonly WirePod[]) => {
    pods = items;
  };
  const list = { ...listPods(namespace, ""), query };
  await listAll(tools, { list, keep: (found: WirePod) => found, onList }, signal);
  return pods;
}

/** What the Pod's container said last; empty where it never ran or nothing can be read. */
async function lastLines(
  tools: WaitTools,
  request: Waiting,
  run: { readonly container: string; readonly previous: boolean },
): Promise<string> {
  const lines = await within({ clock: tools.clock, limitMs: TIDY_MS, signal: new AbortController().signal }, (signal) =>
    readLogTail({ tools, request: heatOf(request), signal }, request.pod, run),
  ).catch((): string[] => []);
  return lines.length === 0 ? "" : `\nIts last log lines:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

function notReady(request: Waiting, detail: string): WaitError {
  return failure("QueueNotReady", { request: heatOf(request), came: detail, detail });
}

/** Errors are about heats; of this one the Pod is what was waited for. */
function heatOf({ namespace, pod, uid, lane, round, timeoutSeconds }: Waiting): HeatRequest {
  const unknown = { stack: "", run: "", parallelism: 1, items: 1, container: "", itemPattern: "" };
  return { ...unknown, namespace, uid, lane, round, timeoutSeconds, job: pod };
}
