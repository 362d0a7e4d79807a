import type { HeatRequest, WaitTools } from "../heat-request";
import type { PodFacts } from "../state/pod-facts";
import { readLogTail } from "./pod-log";

/** The last words of one failed container. */
export interface FailureLog {
  readonly pod: string;
  /** `exit code 1, Error`. */
  readonly how: string;
  readonly lines: readonly string[];
  /** It was ended from outside, by a deletion or an eviction: it did not fail by itself, so it explains little. */
  readonly wasKilled: boolean;
}

export interface FailureLogKeeper {
  /** Reads the pod's log if one of its containers has failed and few logs were read so far. Never throws. */
  readonly notice: (pod: PodFacts) => void;
  /** What was read, once the reading that is under way is done. */
  readonly latest: () => Promise<FailureLog | undefined>;
}

const MOST_READINGS = 3;

/**
 * Keeps the log of a failed container from the moment that it fails: when a Job gives up, Kubernetes deletes the pods
 * that would restart, and their logs with them. It deletes the pods that still run as well. They end with an error, too,
 * but one that explains nothing: they never replace a pod that failed by itself.
 */
export function failureLogKeeper(tools: WaitTools, request: HeatRequest, signal: AbortSignal): FailureLogKeeper {
  const noticed = new Set<string>();
  let kept: FailureLog | undefined;
  let reading: Promise<void> = Promise.resolve();
  const keep = (log: FailureLog) => {
    if (kept === undefined || value(log) >= value(kept)) kept = log;
  };
  return {
    notice: (pod) => {
      const end = [...pod.ended, ...pod.initEnded].find(({ exitCode }) => exitCode !== undefined && exitCode !== 0);
      const key = `${pod.uid} ${pod.restarts}`;
      if (end === undefined || noticed.has(key) || noticed.size >= MOST_READINGS) return;
      const wasKilled = pod.beingDeleted || pod.disrupted !== undefined;
      if (wasKilled && kept !== undefined) return;
      noticed.add(key);
      const how = [`exit code ${String(end.exitCode)}`, end.reason, end.message].filter((part) => part).join(", ");
      keep({ pod: pod.name, how, lines: [], wasKilled });
      reading = reading.then(async () => {
        const query = { container: end.container, previous: end.restarted };
        try {
          const lines = await readLogTail({ tools, request, signal }, pod.name, query);
          keep({ pod: pod.name, how, lines, wasKilled });
        } catch {
          // The log is a help, not a need: the failure is reported without it.
        }
      });
    },
    latest: async () => {
      await reading;
      return kept;
    },
  };
}

/** How much a log explains: most of all one that has lines, of a pod that failed by itself. */
function value({ wasKilled, lines }: FailureLog): number {
  return (wasKilled ? 0 : 2) + (lines.length > 0 ? 1 : 0);
}

/** The paragraph for an error message; empty if nothing is known. */
export function failureLogText(log: FailureLog | undefined): string {
  if (log === undefined) return "";
  const head = `Pod ${log.pod} ended with ${log.how}`;
  if (log.lines.length === 0) return `\n${head}; its log is empty or was gone.`;
  return `\n${head}. Its last log lines:\n${log.lines.map((line) => `  ${line}`).join("\n")}`;
}
