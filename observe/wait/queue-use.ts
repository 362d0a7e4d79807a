import { within } from "../api/clock";
import { askPod } from "../api/cluster-api";
import type { HeatRequest, WaitTools } from "../heat-request";
import type { HeatTiming } from "../heat-timing";
import { failure } from "./failure-catalogue";
import { endQueue, markSpent, type MadeQueue } from "./queue-pod";
import type { Reason } from "./wait-error";
import { WaitError } from "./wait-error";

/** After these the queue is no longer as it was filled, or its workers do not work: another attempt needs another. */
const SPENDS: readonly Reason[] = [
  "JobFailed",
  "JobGone",
  "JobReplaced",
  "FillFailed",
  "NotFromQueue",
  "QueueNotEmpty",
  "QueueSpent",
  "QueueUnreached",
  "WorkersDoNotEnd",
];

/**
 * Waits for the heat of a queue, or for the Job that fills it. After the heat its Pod goes; after a failure that spends the
 * queue the Pod is marked, so that the next `pulumi up` makes another, fills it, and races this heat again.
 *
 * @throws {WaitError} `QueueNotEmpty` if the workers left items in the queue
 */
export async function withQueue(
  tools: WaitTools,
  request: HeatRequest,
  queue: MadeQueue | undefined,
  work: () => Promise<HeatTiming>,
): Promise<HeatTiming> {
  if (queue === undefined) return work();
  try {
    const timing = await work();
    if (request.part === "fill") return timing;
    const left = (timing.ledger?.lost ?? 0) > 0 ? await itemsLeft(tools, queue) : 0;
    if (left > 0) {
      const detail = `${left} of ${request.items} items that are still in the queue, and no worker to take them`;
      throw failure("QueueNotEmpty", { request, detail });
    }
    await endQueue(tools, request, queue);
    return timing;
  } catch (error) {
    if (error instanceof WaitError && SPENDS.includes(error.reason)) {
      await markSpent(tools, request, queue, error.reason);
    }
    throw error;
  }
}

const MEMQ = { port: 8080, path: "/memq/server/stats" };
const ASK_MS = 5_000;

interface MemqStats {
  readonly kind?: string;
  readonly queues?: readonly { readonly depth?: number }[];
}

/** What the classic queue says that it holds; 0 of another broker's, or where the credentials may not ask (`pods/proxy`). */
async function itemsLeft(tools: WaitTools, { namespace, pod }: MadeQueue): Promise<number> {
  try {
    const answer = await within(
      { clock: tools.clock, limitMs: ASK_MS, signal: new AbortController().signal },
      (signal) => tools.api.call(askPod(namespace, pod, MEMQ), signal),
    );
    const { kind, queues = [] } = answer as MemqStats;
    return kind === "stats" ? queues.reduce((sum, { depth = 0 }) => sum + depth, 0) : 0;
  } catch {
    // The ledger says that items are missing; where they are is more than can be known.
    return 0;
  }
}
