import type { HeatRequest, WaitTools } from "./heat-request";
import type { PodFacts } from "./pod-facts";
import { readLogTail } from "./pod-log";

/** The last words of one failed container. */
export interface FailureLog {
  readonly pod: string;
  /** `exit code 1, Error`. */
  readonly how: string;
  readonly lines: readonly string[];
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
 * that would restart, and their logs with them.
 */
export function failureLogKeeper(tools: WaitTools, request: HeatRequest, signal: AbortSignal): FailureLogKeeper {
  const noticed = new Set<string>();
  let kept: FailureLog | undefined;
  let reading: Promise<void> = Promise.resolve();
  return {
    notice: (pod) => {
      const end = pod.ended.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0);
      const key = `${pod.uid} ${pod.restarts}`;
      if (end === undefined || noticed.has(key) || noticed.size >= MOST_READINGS) return;
      noticed.add(key);
      const how = [`exit code ${String(end.exitCode)}`, end.reason, end.message].filter((part) => part).join(", ");
      kept ??= { pod: pod.name, how, lines: [] };
      reading = reading.then(async () => {
        const query = { container: end.container, previous: end.restarted };
        try {
          const lines = await readLogTail(tools, request, pod.name, query, signal);
          if (lines.length > 0 || kept === undefined) kept = { pod: pod.name, how, lines };
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

/** The paragraph for an error message; empty if nothing is known. */
export function failureLogText(log: FailureLog | undefined): string {
  if (log === undefined) return "";
  const head = `Pod ${log.pod} ended with ${log.how}`;
  if (log.lines.length === 0) return `\n${head}; its log is empty or was gone.`;
  return `\n${head}. Its last log lines:\n${log.lines.map((line) => `  ${line}`).join("\n")}`;
}
