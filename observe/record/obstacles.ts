import type { HeatRequest } from "../heat-request";
import type { EventFacts } from "../state/event-facts";
import type { HeatState, PodRecord } from "../state/heat-state";
import type { JobFacts } from "../state/job-facts";
import { isStartFailure } from "../state/pod-trouble";
import { secondsFromTo } from "../state/rfc3339";

/** A kubelet that has just started asks once more for what it mounts: half a second that every cluster has now and then. */
const LONGEST_HICCUP_SECONDS = 1;
/** Of a container whose image or settings are not there; the message says which. */
const CONTAINER_FAILURE = "Failed";
/** Far longer than a scheduler takes for one pod; ten thousand pods are another matter, so the heat's first one counts. */
const LONGEST_SCHEDULING_SECONDS = 5;

/** What stood in the way of pods and passed by itself: one sentence each. */
export function obstaclesPassed(state: HeatState): string[] {
  const pods = [...state.pods.values()];
  return [lateStart(state, pods), gated(pods), lateScheduler(state, pods)].filter((found) => found !== undefined);
}

function lateStart(state: HeatState, pods: readonly PodRecord[]): string | undefined {
  const late = pods.flatMap((pod) => lateStartOf(pod, state.eventsAbout(pod.facts.uid)));
  if (late.length === 0) return undefined;
  const longest = late.reduce((most, { seconds }) => Math.max(most, seconds), 0);
  const took = longest > 0 ? `, for up to ${longest.toFixed(1)} s` : "";
  const why = late.find((it) => it.why !== undefined)?.why;
  const because = why === undefined ? "" : ` (${why.slice(0, 240)})`;
  return `${late.length === 1 ? "1 pod" : `${late.length} pods`} could not start at first${took}${because}.`;
}

function lateStartOf({ troubles }: PodRecord, events: readonly EventFacts[]): { seconds: number; why?: string }[] {
  const wasSeen = troubles.includes("image") || troubles.includes("config");
  const failures = events.filter((event) => isStartFailure(event) || event.reason === CONTAINER_FAILURE);
  // A kubelet's hiccup may come first: what was told last is what held the pod.
  const [first, last] = [failures[0], failures.at(-1)];
  if (first === undefined || last === undefined) return wasSeen ? [{ seconds: 0 }] : [];
  const seconds = secondsHeldUp(first, last, events);
  if (!wasSeen && seconds !== undefined && seconds < LONGEST_HICCUP_SECONDS) return [];
  const { reason, message } = last;
  return [{ seconds: seconds ?? 0, why: reason === CONTAINER_FAILURE ? message : `${reason}: ${message}` }];
}

/** From the first failure until the container started that the last one is about. */
function secondsHeldUp(first: EventFacts, last: EventFacts, events: readonly EventFacts[]): number | undefined {
  const { at: failedAt, container } = last;
  const { at: since } = first;
  if (failedAt === undefined || since === undefined) return undefined;
  const started = events.find(
    ({ reason, at, container: own }) =>
      reason === "Started" &&
      at !== undefined &&
      (container === undefined || own === container) &&
      secondsFromTo(failedAt, at) >= 0,
  );
  return started?.at === undefined ? undefined : secondsFromTo(since, started.at);
}

function gated(pods: readonly PodRecord[]): string | undefined {
  const hit = pods.filter(({ troubles }) => troubles.includes("gated")).length;
  return hit > 0 ? `${hit === 1 ? "1 pod" : `${hit} pods`} waited for a scheduling gate to be removed.` : undefined;
}

/** Of the pod that was created first: the time until a scheduler looked at it. */
function lateScheduler(state: HeatState, pods: readonly PodRecord[]): string | undefined {
  const [first] = pods.map(({ facts }) => facts).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  if (first?.scheduledAt === undefined || first.createdAt === "") return undefined;
  const told = state.eventsAbout(first.uid);
  const seconds = secondsFromTo(first.createdAt, first.scheduledAt);
  // A scheduler does not look at a pod that is gated.
  const wasGated = pods.some(({ facts, troubles }) => facts.uid === first.uid && troubles.includes("gated"));
  const isKnown = wasGated || told.some(({ reason }) => reason === "FailedScheduling");
  return seconds < LONGEST_SCHEDULING_SECONDS || isKnown
    ? undefined
    : `The first pod waited ${seconds.toFixed(0)} s until a scheduler gave it a node.`;
}

/** How the Job that ended differs from the one that was asked for. `asked` is it as the wait began. */
export function notAsAsked(request: HeatRequest, asked: JobFacts | undefined, ended: JobFacts | undefined): string[] {
  if (ended === undefined) return [];
  const { completions, parallelism } = ended.numbers;
  const differences = [
    ...differs("completions", request.completions, completions),
    ...differs("parallelism", request.parallelism, parallelism),
    ...(request.completions !== undefined && ended.complete && ended.succeeded < request.completions
      ? [`${ended.succeeded} of ${request.completions} pods succeeded when it was complete`]
      : []),
    ...(asked !== undefined && asked.work !== ended.work ? ["its containers were changed"] : []),
  ];
  return differences.length > 0 ? [`The Job is not as it was asked for: ${differences.join("; ")}.`] : [];
}

function differs(what: string, asked: number | undefined, got: number | undefined): string[] {
  return asked === undefined || got === undefined || asked === got ? [] : [`${what} ${got} instead of ${asked}`];
}
