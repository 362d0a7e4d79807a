import { listEvents, listJobNamed, listPods, selecting } from "../api/cluster-api";
import type { Followed } from "../api/follow";
import type { WireEvent, WireJob, WirePod } from "../api/kubernetes-objects";
import type { HeatRequest } from "../heat-request";
import { eventFacts } from "../state/event-facts";
import type { EventFacts } from "../state/event-facts";
import type { Fact, PodSort } from "../state/heat-state";
import { jobFacts } from "../state/job-facts";
import { podFacts } from "../state/pod-facts";
import type { PodFacts } from "../state/pod-facts";

/** The heat that is looked at, and who learns what is seen. */
export interface HeatLook {
  readonly request: HeatRequest;
  /** The Job as it was found: its selector finds its pods. */
  readonly job: WireJob;
  readonly learn: (fact: Fact) => void;
}

/** One collection of the cluster, and how it turns into facts. */
export type Sight<Item, Kept = Item> = Omit<Followed<Item, Kept>, "onFault">;

/** What there is to see of a heat. */
export interface HeatSights {
  readonly job: Sight<WireJob>;
  readonly pods: Sight<WirePod, PodFacts>;
  readonly events: Sight<WireEvent, EventFacts>;
  /** The pods that have ended; those that have not begun; and those of the latter that have no node. */
  readonly ended: Sight<WirePod, PodFacts>;
  readonly pending: Sight<WirePod, PodFacts>;
  readonly unplaced: Sight<WirePod, PodFacts>;
  /** All events but the one that the scheduler records for each pod; the pod itself tells that to the second. */
  readonly rarerEvents: Sight<WireEvent, EventFacts>;
}

export function heatSights({ request, job, learn }: HeatLook): HeatSights {
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
  const jobSight: Sight<WireJob> = {
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
  };
  const pods = (among?: PodSort): Sight<WirePod, PodFacts> => ({
    list: selecting(listPods(namespace, podSelector(job, uid)), among && SELECTORS[among]),
    keep: ownPod,
    onList: (found, resourceVersion) => {
      learn({ kind: "pods", pods: found, resourceVersion, ...(among && { among }) });
    },
    onChange: (change, seen) => {
      const pod = ownPod(seen);
      if (pod?.phase === "Succeeded") succeeded.add(pod.uid);
      if (pod) learn({ kind: change === "DELETED" ? "pod-gone" : "pod", pod });
    },
    // The controller takes its finalizer off each pod that has ended.
    mayBeNews: (line) => !isChange(line) || !succeeded.has(firstUid(line)),
  });
  const events = (fieldSelector?: string): Sight<WireEvent, EventFacts> => ({
    list: selecting(listEvents(namespace), fieldSelector),
    keep: ownEvent,
    onList: (found) => {
      for (const event of found) learn({ kind: "event", event });
    },
    onChange: (change, seen) => {
      const event = change === "DELETED" ? undefined : ownEvent(seen);
      if (event) learn({ kind: "event", event });
    },
    // A namespace may have many others.
    mayBeNews: (line) => !isChange(line) || line.includes(request.job),
  });
  return {
    job: jobSight,
    pods: pods(),
    events: events(),
    ended: pods("ended"),
    pending: pods("pending"),
    unplaced: pods("unplaced"),
    rarerEvents: events("reason!=Scheduled"),
  };
}

/** A field selector has no "or". */
const SELECTORS = {
  ended: ["Pending", "Running", "Unknown"].map((phase) => `status.phase!=${phase}`).join(","),
  pending: "status.phase=Pending",
  unplaced: "status.phase=Pending,spec.nodeName=",
} as const satisfies Record<PodSort, string>;

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
