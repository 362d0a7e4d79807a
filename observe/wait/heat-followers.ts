import { isWorthRetrying, pauseMs } from "../api/retry";
import { listEvents, listEventsAbout, listJobNamed, listPods, listPodTable } from "../api/cluster-api";
import { eventFacts } from "../state/event-facts";
import type { EventFacts } from "../state/event-facts";
import { follow, listAll, listNames } from "../api/follow";
import type { Followed } from "../api/follow";
import type { HeatRequest, WaitTools } from "../heat-request";
import type { Fact } from "../state/heat-state";
import { jobFacts } from "../state/job-facts";
import type { WireEvent, WireJob, WirePod } from "../api/kubernetes-objects";
import { podFacts } from "../state/pod-facts";
import type { PodFacts } from "../state/pod-facts";
import type { Pulse } from "./pulse";

/** Who is told how the following goes. */
interface HeatListener {
  /** Something broke and is tried again. */
  readonly onFault: (error: unknown) => void;
  /** Something broke for good. */
  readonly onFatal: (error: unknown) => void;
  readonly pulse: Pulse;
}

/** The heat that is looked at, and who learns what is seen. */
export interface HeatLook {
  readonly request: HeatRequest;
  /** The Job as it was found: its selector finds its pods. */
  readonly job: WireJob;
  readonly learn: (fact: Fact) => void;
}

/**
 * One watch each for the Job, its pods and the events, and a reading of the Job now and then beside them, which also
 * feels the cluster's pulse. Returns at once; continues until the signal aborts.
 */
export function followHeat(
  tools: WaitTools,
  { request, job, learn, onFault, onFatal, pulse }: HeatLook & HeatListener,
  signal: AbortSignal,
): void {
  const sights = heatSights({
    request,
    job,
    learn: (fact) => {
      // What arrives after the end, from a connection that did not hear of it, changes nothing any more.
      if (!signal.aborted) learn(fact);
    },
  });
  for (const running of [
    follow(tools, { ...sights.job, onFault }, signal),
    follow(tools, { ...sights.pods, onFault }, signal),
    follow(tools, { ...sights.events, onFault }, signal),
    readNowAndThen(tools, { sight: sights.job, onFault, pulse }, signal),
  ]) {
    running.catch(onFatal);
  }
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
    podNames: (signal: AbortSignal) =>
      listNames(tools, listPodTable(look.request.namespace, podSelector(look.job, look.request.uid)), signal),
    /** What the Job's controller recorded. */
    ownEvents: async (signal: AbortSignal) => {
      const { namespace, uid } = look.request;
      await listAll(tools, { ...sights.events, list: listEventsAbout(namespace, uid) }, signal);
    },
  };
}

type Sight<Item, Kept = Item> = Omit<Followed<Item, Kept>, "onFault">;

/** How each of the three collections turns into facts. */
function heatSights({ request, job, learn }: HeatLook): {
  job: Sight<WireJob>;
  pods: Sight<WirePod, PodFacts>;
  events: Sight<WireEvent, EventFacts>;
} {
  const { namespace, uid } = request;
  const succeeded = new Set<string>();
  const seeJob = (seen: WireJob, listed: boolean) => {
    const facts = jobFacts(seen);
    if (facts?.uid === uid) learn({ kind: "job", job: facts, listed });
    else if (facts) learn({ kind: "job-gone", otherUid: facts.uid });
  };
  const isOwned = (pod: WirePod) => pod.metadata?.ownerReferences?.some((owner) => owner.uid === uid) ?? false;
  const ownPod = (pod: WirePod) => (isOwned(pod) ? podFacts(pod) : undefined);
  const ownEvent = (event: WireEvent) => {
    const isOurs = event.involvedObject?.uid === uid || event.involvedObject?.name?.startsWith(`${request.job}-`);
    return isOurs === true ? eventFacts(event) : undefined;
  };
  return {
    job: {
      list: listJobNamed(namespace, request.job),
      keep: (item) => item,
      onList: (items) => {
        const own = items.find(({ metadata }) => metadata?.uid === uid) ?? items[0];
        if (own) seeJob(own, true);
        else learn({ kind: "job-gone" });
      },
      onChange: (change, seen) => {
        if (change !== "DELETED") seeJob(seen, false);
        else if (seen.metadata?.uid === uid) learn({ kind: "job-gone" });
      },
    },
    pods: {
      list: listPods(namespace, podSelector(job, uid)),
      keep: ownPod,
      onList: (pods, resourceVersion) => {
        learn({ kind: "pods", pods, resourceVersion });
      },
      onChange: (change, seen) => {
        const pod = ownPod(seen);
        if (pod?.phase === "Succeeded") succeeded.add(pod.uid);
        if (pod) learn({ kind: change === "DELETED" ? "pod-gone" : "pod", pod });
      },
      // The controller takes its finalizer off each pod that has ended.
      mayBeNews: (line) => !isChange(line) || !succeeded.has(firstUid(line)),
    },
    events: {
      list: listEvents(namespace),
      keep: ownEvent,
      onList: (events) => {
        for (const event of events) learn({ kind: "event", event });
      },
      onChange: (change, seen) => {
        const event = change === "DELETED" ? undefined : ownEvent(seen);
        if (event) learn({ kind: "event", event });
      },
      // A namespace may have many others.
      mayBeNews: (line) => !isChange(line) || line.includes(request.job),
    },
  };
}

/** Neither a deletion nor a word of the watch itself. */
function isChange(line: string): boolean {
  return line.startsWith('{"type":"MODIFIED"') || line.startsWith('{"type":"ADDED"');
}

/** The object's own: Kubernetes writes it before all that names others. */
function firstUid(line: string): string {
  const at = line.indexOf(UID) + UID.length;
  return line.slice(at, line.indexOf('"', at));
}

const UID = '"uid":"';

/** The Job's own selector: which labels its pods carry depends on the server's version. */
function podSelector({ spec }: WireJob, uid: string): string {
  const labels = Object.entries(spec?.selector?.matchLabels ?? { "controller-uid": uid });
  return labels.map(([name, value]) => `${name}=${value}`).join(",");
}

/** Of a heat's time so far, between two readings: the longer the heat, the longer a standstill that matters. */
const READING_SHARE = 0.125;
/** However long the heat: nobody should learn of its end later than that. */
const LONGEST_READING_PAUSE_MS = 35_000;

/** The safety net beside the Job's watch: should that be cut without a sign, the end is still seen. */
async function readNowAndThen(
  tools: WaitTools,
  { sight, onFault, pulse }: Pick<HeatListener, "onFault" | "pulse"> & { readonly sight: Sight<WireJob> },
  signal: AbortSignal,
): Promise<void> {
  const { readingMs } = tools.patience;
  const startedMs = tools.clock.nowMs();
  const isOver = () => signal.aborted;
  let failures = 0;
  for (;;) {
    const share = Math.min((tools.clock.nowMs() - startedMs) * READING_SHARE, LONGEST_READING_PAUSE_MS);
    const restMs = failures === 0 ? Math.max(readingMs, share) : Math.min(readingMs, pauseMs(failures, tools.patience));
    await pulse.pause(restMs, signal);
    if (isOver()) return;
    try {
      await pulse.ask(() => listAll(tools, sight, signal));
      failures = 0;
    } catch (error) {
      if (isOver()) return;
      failures += 1;
      if (!isWorthRetrying(error, failures, true)) throw error;
      onFault(error);
    }
  }
}
