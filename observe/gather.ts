import { faultKind, faultText } from "./api/api-fault";
import { within } from "./api/clock";
import { listJobsLabelled } from "./api/cluster-api";
import { readClusterFacts } from "./record/cluster-facts";
import { listAll } from "./api/follow";
import { heatReadings } from "./wait/heat-followers";
import type { HeatRequest, WaitTools } from "./heat-request";
import { heatTitle } from "./heat-request";
import type { HeatRecord } from "./state/heat-record";
import type { Fact, HeatState } from "./state/heat-state";
import type { ClusterFacts, HeatTiming } from "./heat-timing";
import { completionEventAt, heatTiming } from "./record/assemble-timing";
import type { WireJob } from "./api/kubernetes-objects";
import { overlapping } from "./record/overlap";
import { readLogTimes } from "./record/pod-log";
import type { LogTimes } from "./record/pod-log";
import { pauseMs, persist } from "./api/retry";
import { faultError } from "./wait/fault-error";

const LOGS_AT_ONCE = 8;
/** For an event that may still be on its way: within 0.75 s, after the heat's end. */
const MOST_LOOKS = 3;

/**
 * Reads what a complete heat leaves behind: pods, events, logs, the cluster. Whatever cannot be read in time is left
 * out and said; the Duration is known already and must not be lost for it.
 */
export async function gather(
  tools: WaitTools,
  request: HeatRequest,
  job: WireJob,
  state: HeatRecord,
  observedSeconds: number | undefined,
): Promise<HeatTiming> {
  const { clock, patience } = tools;
  let others: string[] = [];
  let cluster: ClusterFacts | undefined;
  const logs = new Map<string, LogTimes>();
  const attempt = async (what: string, work: (signal: AbortSignal) => Promise<void>, mayBeForbidden = true) => {
    try {
      await within(clock, patience.gatherMs, new AbortController().signal, work);
    } catch (error) {
      if (!mayBeForbidden && faultKind(error) === "forbidden") throw faultError(error, request);
      tools.say(`${heatTitle(request)}: ${what} could not be read, ${faultText(error)}`);
    }
  };
  const learn = (fact: Fact) => {
    state.learn(fact, clock.nowMs());
  };
  const readings = heatReadings(tools, request, job, learn);
  // A wait that runs needs the rights to these, so a Job that had ended before it is no exception; nothing is lost by it.
  await attempt(
    "pods and events",
    async (signal) => {
      await persist(clock, patience, signal, readings.remains, undefined, true);
      // The controller records its `Completed` event after the status, and the heat's end is known best by it.
      for (let look = 1; look < MOST_LOOKS && completionEventAt(state) === undefined; look += 1) {
        await clock.sleep(pauseMs(look, patience), signal);
        await persist(clock, patience, signal, readings.events, undefined, true);
      }
    },
    false,
  );
  await Promise.all([
    attempt("logs", (signal) => readLogs(tools, request, state, logs, signal)),
    attempt("the cluster", async (signal) => {
      cluster = await readClusterFacts(tools, signal);
    }),
    attempt("other Jobs of the stack", async (signal) => {
      others = await readOverlaps(tools, request, state, signal);
    }),
  ]);
  return heatTiming({ request, job, state, logs, others, cluster, observedSeconds });
}

async function readLogs(
  tools: WaitTools,
  request: HeatRequest,
  state: HeatState,
  logs: Map<string, LogTimes>,
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...state.pods.values()].filter(({ gone }) => !gone);
  const errors: unknown[] = [];
  const reader = async () => {
    for (let pod = waiting.shift(); pod && !signal.aborted; pod = waiting.shift()) {
      const { uid, name } = pod.facts;
      try {
        // A long log takes long: only the whole gathering is bounded, not each answer.
        const patience = { ...tools.patience, answerMs: tools.patience.gatherMs };
        logs.set(
          uid,
          await persist(tools.clock, patience, signal, (inner) => readLogTimes(tools, request, name, inner)),
        );
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: LOGS_AT_ONCE }, reader));
  if (errors.length > 0) throw errors[0];
}

async function readOverlaps(
  tools: WaitTools,
  { namespace, stack }: HeatRequest,
  { uid, job }: HeatState,
  signal: AbortSignal,
): Promise<string[]> {
  const { startedAt, completedAt } = job ?? {};
  if (startedAt === undefined || completedAt === undefined) return [];
  let jobs: readonly WireJob[] = [];
  const onList = (items: readonly WireJob[]) => {
    jobs = items;
  };
  const list = listJobsLabelled(namespace, `job-race/stack=${stack}`);
  await persist(tools.clock, tools.patience, signal, (inner) => listAll(tools, { list, onList }, inner));
  return overlapping(jobs, { uid, startedAt, endedAt: completedAt });
}
