import pMap from "p-map";
import { faultKind } from "../api/api-fault";
import { isWorthRetrying, pauseMs } from "../api/retry";
import type { HeatState } from "../state/heat-state";
import type { PodFacts } from "../state/pod-facts";
import { answeringNodes } from "./answering-nodes";
import type { AnsweringNodes } from "./answering-nodes";
import type { EarlierLogs } from "./earlier-logs";
import { readWorkerTimes } from "./pod-log";
import type { LogAsking, LogTimes } from "./pod-log";

const LOGS_AT_ONCE = 8;
/** Of more pods, so many logs are read: the first one's, the last one's, and an even spread between. */
const MOST_LOGS = 1_000;

/** What is read fills up as it comes: what was read before the time was over is not lost. */
export class LogReading {
  /** What the logs told, by the pod's UID. */
  readonly logs = new Map<string, LogTimes>();
  /** Of how many pods the logs were asked for, if not of all. */
  sampled: number | undefined;
  /** Every second in which any pod wrote, as `2026-01-01T00:00:00`. */
  readonly seconds = new Set<string>();
  /** How many could not be read, and the first reason. */
  unread = 0;
  reason: unknown;
}

/** Reads the logs of the pods that are there. Rejects only if the credentials may not, or if it is stopped. */
export async function readLogs(
  { tools, request, signal, earlier }: Omit<Asking, "nodes" | "onSecond">,
  state: HeatState,
  into: LogReading,
): Promise<void> {
  const present = [...state.pods.values()].filter(({ gone }) => !gone).map(({ facts }) => facts);
  const asked = evenly(present.sort(byCreation), MOST_LOGS);
  if (asked.length < present.length) into.sampled = asked.length;
  const nodes = answeringNodes(tools.clock, tools.patience.logSilenceMs);
  const onSecond = (second: string) => into.seconds.add(second);
  const read = async (pod: PodFacts) => {
    try {
      into.logs.set(
        pod.uid,
        await readOne({ tools, request, nodes, signal, onSecond, ...(earlier && { earlier }) }, pod),
      );
    } catch (error) {
      // What is forbidden for one is forbidden for all.
      if (signal.aborted || faultKind(error) === "forbidden") throw error;
      into.unread += 1;
      into.reason ??= error;
    }
  };
  await pMap(asked, read, { concurrency: LOGS_AT_ONCE });
}

interface Asking extends LogAsking {
  readonly nodes: AnsweringNodes;
  /** What restarted workers did before. */
  readonly earlier?: EarlierLogs;
}

async function readOne({ nodes, earlier, ...asking }: Asking, pod: PodFacts): Promise<LogTimes> {
  const { tools, signal } = asking;
  const { node = "" } = pod;
  for (let failures = 1; ; failures += 1) {
    nodes.throwIfGivenUp(node);
    const startedMs = tools.clock.nowMs();
    try {
      const times = await readWorkerTimes(asking, pod, earlier?.get(pod.uid));
      nodes.answered(node);
      return times;
    } catch (error) {
      if (signal.aborted || !isWorthRetrying(error, failures, false)) throw error;
      nodes.failed(node, startedMs, error);
      nodes.throwIfGivenUp(node);
      await tools.clock.sleep(Math.min(pauseMs(failures, tools.patience), tools.patience.logSilenceMs / 5), signal);
    }
  }
}

/** At most so many of the list, in its order: the first, the last, and as many between each two. */
export function evenly<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  const chosen = new Set(Array.from({ length: most }, (_, at) => Math.round((at * (items.length - 1)) / (most - 1))));
  return items.filter((_, at) => chosen.has(at));
}

function byCreation(a: PodFacts, b: PodFacts): number {
  const [first, second] = [a.createdAt + a.name, b.createdAt + b.name];
  return first < second ? -1 : 1;
}
