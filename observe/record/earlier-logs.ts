import type { HeatRequest, WaitTools } from "../heat-request";
import type { PodFacts } from "../state/pod-facts";
import { isThere, type LogTimes, readLogTimes } from "./pod-log";

/** What restarted workers did before, in the order of their runs, by the pod's UID. */
export type EarlierLogs = ReadonlyMap<string, readonly LogTimes[]>;

interface EarlierLogKeeper {
  /** Reads the log of the run before, once for each restart. Never throws. */
  readonly notice: (pod: PodFacts) => void;
  /** What was read, once the readings that are under way are done. */
  readonly all: () => Promise<EarlierLogs>;
}

/**
 * Keeps what a queue's workers logged before their container was restarted, from the moment that it is: a kubelet has the last
 * run's log only, so that once the worker ends for good nobody could tell what it had done before.
 */
export function earlierLogKeeper(tools: WaitTools, request: HeatRequest, signal: AbortSignal): EarlierLogKeeper {
  const known = new Map<string, LogTimes[]>();
  const noticed = new Set<string>();
  const readings: Promise<void>[] = [];
  const read = async ({ uid, name }: PodFacts) => {
    try {
      const times = await readLogTimes({ tools, request, signal }, name, { previous: "true" });
      if (isThere(times)) known.set(uid, [...(known.get(uid) ?? []), times]);
    } catch {
      // The reading at the heat's end tries once more, and says so if it can't either.
    }
  };
  return {
    notice: (pod) => {
      const run = `${pod.uid} ${pod.restarts}`;
      if (request.kind !== "queue" || pod.restarts === 0 || noticed.has(run)) return;
      noticed.add(run);
      readings.push(read(pod));
    },
    all: async () => {
      await Promise.all(readings);
      return known;
    },
  };
}
