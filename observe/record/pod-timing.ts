import type { EventFacts } from "../state/event-facts";
import type { HeatRequest } from "../heat-request";
import type { HeatState } from "../state/heat-state";
import type { PodTiming } from "../heat-timing";
import type { LogTimes } from "./pod-log";
import type { PodFacts } from "../state/pod-facts";

const CREATED_POD = /^Created pod: (\S+)$/;

/** The times of each pod that was seen, in the order of their creation. Pure. */
export function podTimings(request: HeatRequest, state: HeatState, logs: ReadonlyMap<string, LogTimes>): PodTiming[] {
  const created = new Map<string, string>();
  for (const { reason, message, at, count } of state.eventsAbout(state.uid)) {
    // From the tenth pod on Kubernetes may combine events: such a one stands for several pods and tells no time.
    const pod = CREATED_POD.exec(message)?.[1];
    if (reason === "SuccessfulCreate" && count === 1 && pod !== undefined && at !== undefined) created.set(pod, at);
  }
  return [...state.pods.values()]
    .map(({ facts }) => podTiming(request, facts, state.eventsAbout(facts.uid), created.get(facts.name), logs))
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
    startsAt: logs.get(pod.uid)?.startsAt,
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
