import { jobNumbers } from "../../plan/lane-kind";
import { asTable, listEventsAbout } from "../api/cluster-api";
import { follow, listAll, listNames } from "../api/follow";
import type { WaitTools } from "../heat-request";
import { type HeatLook, heatSights, type Sight } from "./heat-sights";
import { callTheRoll, readJobNowAndThen } from "./now-and-then";
import type { Pulse } from "./pulse";

/** Who is told how the following goes. */
interface HeatListener {
  /** Something broke and is tried again. */
  readonly onFault: (error: unknown) => void;
  /** Something broke for good. */
  readonly onFatal: (error: unknown) => void;
  readonly pulse: Pulse;
}

/**
 * Of more pods a watch tells their end only: it has five words for each, and to hear one costs twice what it does to read the pod in
 * a list. Those that run are not seen then; the Job counts them.
 */
const MOST_WATCHED_CLOSELY = 1_000;
/** Between two looks at what the watches of such a heat's pods and events have brought. */
const REST_MS = 200;
/** Until what had come when the heat ended has been looked at. */
const LAST_LOOK_MS = 300;

/**
 * One watch each for the Job, its pods and the events, and a reading of the Job now and then beside them, which also
 * feels the cluster's pulse. Returns at once; continues until the signal aborts.
 *
 * @returns after which time all is known that had come when this is asked.
 */
export function followHeat(
  tools: WaitTools,
  { request, job, learn, onFault, onFatal, pulse }: HeatLook & HeatListener,
  signal: AbortSignal,
): { readonly lagMs: number } {
  let hasWarned = false;
  const sights = heatSights({
    request,
    job,
    learn: (fact) => {
      // What arrives after the end, from a connection that did not hear of it, changes nothing any more.
      if (signal.aborted) return;
      hasWarned ||= fact.kind === "event" && fact.event.isWarning === true;
      learn(fact);
    },
  });
  const isTrouble = () => {
    const was = hasWarned;
    hasWarned = false;
    return was;
  };
  const following = <Item, Kept>(sight: Sight<Item, Kept>, restMs = 0) =>
    follow(tools, { ...sight, list: { ...sight.list, restMs }, onFault }, signal);
  const ofJob = [following(sights.job), readJobNowAndThen(tools, { sight: sights.job, onFault, pulse }, signal)];
  const { completions = 0 } = jobNumbers(job.spec);
  const isWatchedClosely = completions <= MOST_WATCHED_CLOSELY;
  const ofPods = isWatchedClosely
    ? [following(sights.pods), following(sights.events)]
    : [
        following(sights.ended, REST_MS),
        following(sights.rarerEvents, REST_MS),
        callTheRoll(tools, { sights, isTrouble, onFault }, signal),
      ];
  for (const running of [...ofJob, ...ofPods]) running.catch(onFatal);
  return { lagMs: isWatchedClosely ? 0 : LAST_LOOK_MS };
}

/** Fresh readings of what a heat consists of, each as far as it is needed. They reject if a part fails. */
export function heatReadings(tools: WaitTools, look: HeatLook) {
  const sights = heatSights(look);
  return {
    /** How the heat stands: its pods, then its Job. */
    standing: async (signal: AbortSignal) => {
      await listAll(tools, sights.pods, signal);
      await listAll(tools, sights.job, signal);
    },
    /** What it leaves behind: pods and events. */
    remains: async (signal: AbortSignal) => {
      await Promise.all([listAll(tools, sights.pods, signal), listAll(tools, sights.events, signal)]);
    },
    /** Names of the pods that are there now. */
    podNames: (signal: AbortSignal) => listNames(tools, asTable(sights.pods.list), signal),
    /** What the Job's controller recorded. */
    ownEvents: async (signal: AbortSignal) => {
      const { namespace, uid } = look.request;
      await listAll(tools, { ...sights.events, list: listEventsAbout(namespace, uid) }, signal);
    },
  };
}
