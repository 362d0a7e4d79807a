import { ApiFault, apiFault, faultText } from "../api/api-fault";
import type { Clock } from "../api/clock";

/** Which nodes still answer for their pods' logs. A dead one must not cost the wait a time-out for each of its pods. */
export interface AnsweringNodes {
  readonly answered: (node: string) => void;
  /** A request that began at `startedMs` and failed, but may be tried again. */
  readonly failed: (node: string, startedMs: number, error: unknown) => void;
  /** Throws why the logs of this node's pods are not asked for any more. */
  readonly throwIfGivenUp: (node: string) => void;
}

/** So many failures in a row, over this part of the time that a silent log is waited for, end the patience with a node. */
const MOST_FAILURES = 2;
const SHARE_OF_PATIENCE = 0.6;
/** None has answered, and so many fail for this part of that time: the others will not answer either. */
const MOST_NODES = 3;
const SHARE_OF_ALL = 0.4;

export function answeringNodes(clock: Clock, patienceMs: number): AnsweringNodes {
  const failing = new Map<string, { count: number; readonly sinceMs: number; givenUp?: Error }>();
  let hasAnswered = false;
  let lostAll: Error | undefined;
  return {
    answered: (node) => {
      hasAnswered = true;
      failing.delete(node);
    },
    failed: (node, startedMs, error) => {
      // A socket that broke is the API server's trouble, not the node's: that is tried until the time for all logs is over.
      if (!(error instanceof ApiFault)) return;
      const streak = failing.get(node) ?? { count: 0, sinceMs: startedMs };
      failing.set(node, streak);
      streak.count += 1;
      const failsFor = (share: number) => (other: typeof streak) =>
        other.count >= MOST_FAILURES && clock.nowMs() - other.sinceMs >= patienceMs * share;
      const where = node === "" ? "no node" : `node ${node}`;
      const why = () => apiFault("missing", `${where} answers for logs no more: ${faultText(error)}`, error);
      if (failsFor(SHARE_OF_PATIENCE)(streak)) streak.givenUp ??= why();
      if (!hasAnswered && [...failing.values()].filter(failsFor(SHARE_OF_ALL)).length >= MOST_NODES) lostAll ??= why();
    },
    throwIfGivenUp: (node) => {
      const reason = lostAll ?? failing.get(node)?.givenUp;
      if (reason) throw reason;
    },
  };
}
