import type { EventFacts } from "../state/event-facts";
import type { HeatRequest } from "../heat-request";
import { heatEvents } from "../state/heat-state";
import type { HeatState } from "../state/heat-state";
import type { PodTiming } from "../heat-timing";
import type { LogTimes } from "./pod-log";
import type { PodFacts } from "../state/pod-facts";

const CREATED_POD = /^Created pod: (\S+)$/;

/** The times of each pod that was seen, in the order of their creation. Pure. */
export function podTimings(request: HeatRequest, state: HeatState, logs: ReadonlyMap<string, LogTimes>): PodTiming[] {
  const events = heatEvents(state);
  const created = new Map<string, string>();
  for (const { subjectUid, reason, message, at, count } of events) {
    // From the tenth pod on Kubernetes may combine events: such a one stands for several pods and tells no time.
    const pod = CREATED_POD.exec(message)?.[1];
    const isCreation = subjectUid === state.uid && reason === "SuccessfulCreate" && count === 1;
    if (isCreation && pod !== undefined && at !== undefined) created.set(pod, at);
  }
  const byPod = new Map<string, EventFacts[]>();
  for (const event of events) byPod.set(event.subjectUid, [...(byPod.get(event.subjectUid) ?? []), event]);
  return [...state.pods.values()]
    .map(({ facts }) => podTiming(request, facts, byPod.get(facts.uid) ?? [], created.get(facts.name), logs))
    .sort((a, b) => compare(a.createdAt, b.createdAt) || compare(a.name, b.name));
}

function podTiming(
  { container }: HeatRequest,
  pod: PodFacts,
  events: readonly EventFacts[],
  createdAt: string | undefined,
  logs: ReadonlyMap<string, LogTimes>,
): PodTiming {
  const at = (reason: string) =>
    events.find((event) => event.reason === reason && (event.container ?? container) === container)?.at;
  const optional = {
    node: pod.node,
    index: pod.index,
    scheduledAt: at("Scheduled") ?? pod.scheduledAt,
    pullingAt: at("Pulling"),
    pulledAt: at("Pulled"),
    containerCreatedAt: at("Created"),
    containerStartedAt: at("Started"),
    firstLogAt: logs.get(pod.uid)?.firstAt,
    lastLogAt: logs.get(pod.uid)?.lastAt,
    ...containerEnd(pod, container),
  };
  return {
    name: pod.name,
    uid: pod.uid,
    createdAt: createdAt ?? pod.createdAt,
    itemsAt: logs.get(pod.uid)?.itemsAt ?? [],
    phase: pod.phase,
    restarts: pod.restarts,
    ...present(optional),
  };
}

function containerEnd(pod: PodFacts, container: string) {
  const end = pod.ended.find((ended) => ended.container === container);
  return { startedAt: end?.startedAt, finishedAt: end?.finishedAt, exitCode: end?.exitCode };
}

/** The object without what is undefined: absent means absent. */
function present<Values extends object>(values: Values): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [Key in keyof Values]?: Exclude<Values[Key], undefined> };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
