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
import { heatTiming } from "./record/assemble-timing";
import { completionEventAt, isLeftOut } from "./record/completion-event";
import type { WireJob } from "./api/kubernetes-objects";
import type { EarlierLogs } from "./record/earlier-logs";
import { ledgerOf, withLedger } from "./record/ledger";
import { overlapping } from "./record/overlap";
import { LogReading, readLogs } from "./record/read-logs";
import { withStandstill } from "./record/standstill";
import type { Attention } from "./record/standstill";
import { pauseMs, persist } from "./api/retry";
import { faultError } from "./wait/fault-error";

/** What the time for reading grows by with each pod. */
const GATHER_MS_PER_POD = 10;
const MOST_READ_TWICE = 1_000;
/** For an event that may still be on its way: within 0.75 s, after the heat's end. */
const MOST_LOOKS = 3;

/** What the wait hands over when its heat is complete. */
interface EndedHeat {
  readonly request: HeatRequest;
  /** As the wait began. */
  readonly job: WireJob;
  readonly state: HeatRecord;
  /** Whether all that the cluster told of it has come, as far as a wait can know. */
  readonly isWhole: boolean;
  readonly attention: Attention;
  /** Absent if the Job had ended before the wait began. */
  readonly observedSeconds?: number;
  /** What restarted workers of a queue did before. */
  readonly earlier: EarlierLogs;
}

/**
 * Reads what a complete heat leaves behind: pods, events, logs, the cluster. Whatever cannot be read in time is left
 * out and said; the Duration is known already and must not be lost for it.
 */
export async function gather(
  tools: WaitTools,
  { request, job, state, isWhole, attention, observedSeconds, earlier }: EndedHeat,
): Promise<HeatTiming> {
  const { clock, patience } = tools;
  let others: string[] = [];
  let cluster: ClusterFacts | undefined;
  let isKnown = false;
  const reading = new LogReading();
  const limitMs = patience.gatherMs + state.pods.size * GATHER_MS_PER_POD;
  const attempt = async (what: string, work: (signal: AbortSignal) => Promise<void>, mayBeForbidden = true) => {
    try {
      await within({ clock, limitMs, signal: new AbortController().signal }, work);
    } catch (error) {
      if (!mayBeForbidden && faultKind(error) === "forbidden") throw faultError(error, request);
      tools.say(`${heatTitle(request)}: ${what} could not be read, ${faultText(error)}`);
    }
  };
  const learn = (fact: Fact) => {
    state.learn(fact, clock.nowMs());
  };
  const readings = heatReadings(tools, { request, job, learn });
  // A wait that runs needs the rights to these, so a Job that had ended before it is no exception; nothing is lost by it.
  await attempt(
    "pods and events",
    async (signal) => {
      const names = () => persist(tools, { signal, wasGranted: true }, readings.podNames);
      isKnown = isWhole && (await isTooMuchToReadTwice(state, names));
      await persist(tools, { signal, wasGranted: true }, isKnown ? readings.ownEvents : readings.remains);
      // The controller records its `Completed` event after the status, and the heat's end is known best by it.
      const isAwaited = () => completionEventAt(state) === undefined && !isLeftOut(state);
      for (let look = 1; look < MOST_LOOKS && isAwaited(); look += 1) {
        await clock.sleep(pauseMs(look, patience), signal);
        await persist(tools, { signal, wasGranted: true }, readings.ownEvents);
      }
    },
    false,
  );
  await Promise.all([
    attempt("logs", (signal) => readLogs({ tools, request, signal, earlier }, state, reading)),
    attempt("the cluster", async (signal) => {
      cluster = await readClusterFacts(tools, signal);
    }),
    attempt("other Jobs of the stack", async (signal) => {
      others = await readOverlaps(tools, request, state, signal);
    }),
  ]);
  for (const text of logNotes(reading, state.pods.size)) tools.say(`${heatTitle(request)}: ${text}`);
  const timing = heatTiming({
    request,
    job,
    state,
    logs: reading.logs,
    isWhole: isKnown,
    others,
    cluster,
    observedSeconds,
  });
  const told = withStandstill(timing, attention, reading.seconds);
  return withLedger(told, ledgerOf(request, state, reading.logs));
}

/**
 * Ten thousand pods and their events are sixty megabytes. What the watches told of them is not read once more where it has no
 * gap: each pod that the Job counts was seen to its end, or at least each one that is there. In a busy cluster the Job's
 * controller may count a pod twice (kubernetes/kubernetes#130103).
 */
async function isTooMuchToReadTwice(
  { pods, counts, job }: HeatRecord,
  names: () => Promise<readonly string[]>,
): Promise<boolean> {
  if (pods.size <= MOST_READ_TWICE || counts.unfinished > 0) return false;
  if (counts.succeeded >= (job?.succeeded ?? Infinity)) return true;
  const known = new Set([...pods.values()].map(({ facts }) => facts.name));
  return (await names()).every((name) => known.has(name));
}

function logNotes({ sampled, unread, reason }: LogReading, pods: number): string[] {
  return [
    ...(sampled === undefined ? [] : [`logs of ${sampled} of ${pods} pods are read, evenly spread from first to last`]),
    ...(unread === 0 ? [] : [`the logs of ${unread} pods could not be read, ${faultText(reason)}`]),
  ];
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
  await persist(tools, { signal }, (inner) => listAll(tools, { list, keep: (job: WireJob) => job, onList }, inner));
  return overlapping(jobs, { uid, startedAt, endedAt: completedAt });
}
