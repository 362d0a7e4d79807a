import type { PodTiming } from "../../observe/heat-timing";
import { type Instant, middle, readInstant } from "./moment";

/** A pod's life in seconds since 1970, in order of time; what was not observed is absent. */
export interface PodSpan {
  readonly name: string;
  readonly created?: number;
  readonly scheduled?: number;
  readonly pulling?: number;
  readonly pulled?: number;
  /** The container's start and end: both or none. */
  readonly work?: { readonly start: number; readonly end: number };
  /** Not later than the true creation: that of a creation known to the second is somewhere in it. */
  readonly earliestCreated?: number;
  readonly createdResolutionSeconds: number;
  readonly scheduledResolutionSeconds: number;
  readonly pullResolutionSeconds: number;
  readonly workResolutionSeconds: number;
  /** Still waiting when the heat ended. */
  readonly pending: boolean;
}

/**
 * Reads a pod's observations into one timeline.
 *
 * Different clocks of a cluster may disagree by milliseconds, and instants known to the second are taken at the
 * middle of that second: so each moment is moved back where it would come after its successor.
 */
export function podSpan(pod: PodTiming): PodSpan {
  const start = workStart(pod);
  const end = workEnd(pod);
  const work = start && end ? { start: start.at, end: Math.max(start.at, end.at) } : undefined;
  const created = readInstant(pod.createdAt);

  const [scheduledAt, pullingAt, pulledAt] = [pod.scheduledAt, pod.pullingAt, pod.pulledAt].map(readInstant);
  const latest = work?.start ?? Infinity;
  const pulled = atMost(pulledAt, latest);
  const pulling = atMost(pullingAt, pulled ?? latest);
  const scheduled = atMost(scheduledAt, pulling ?? pulled ?? latest);
  const createdSeconds = atMost(created, scheduled ?? pulling ?? pulled ?? latest);
  return {
    name: pod.name,
    ...(createdSeconds !== undefined && { created: createdSeconds }),
    ...(scheduled !== undefined && { scheduled }),
    ...(pulling !== undefined && { pulling }),
    ...(pulled !== undefined && { pulled }),
    ...(work && { work }),
    ...(created && createdSeconds !== undefined && { earliestCreated: Math.min(created.seconds, createdSeconds) }),
    createdResolutionSeconds: created?.resolutionSeconds ?? 1,
    scheduledResolutionSeconds: scheduledAt?.resolutionSeconds ?? 1,
    pullResolutionSeconds: Math.max(pullingAt?.resolutionSeconds ?? 0, pulledAt?.resolutionSeconds ?? 0),
    workResolutionSeconds: Math.max(start?.resolutionSeconds ?? 1, end?.resolutionSeconds ?? 1),
    pending: pod.phase === "Pending",
  };
}

interface Edge {
  readonly at: number;
  readonly resolutionSeconds: number;
}

/** `Started` event and first log line both come just after the true start: the earlier one is nearer to it. */
function workStart(pod: PodTiming): Edge | undefined {
  const seen = [readInstant(pod.containerStartedAt), readInstant(pod.firstLogAt)].filter((it) => it !== undefined);
  const [first, second] = seen;
  if (first) return { at: Math.min(first.seconds, second?.seconds ?? Infinity), resolutionSeconds: 1e-6 };
  return toEdge(readInstant(pod.startedAt));
}

/**
 * The last log line comes just before the true end, unless the workload runs on in silence: then the container's status
 * says so, to the second, and the start of that second is what is certain.
 */
function workEnd(pod: PodTiming): Edge | undefined {
  const log = readInstant(pod.lastLogAt);
  const status = readInstant(pod.finishedAt);
  if (!log) return toEdge(status);
  if (!status || status.seconds <= log.seconds) return { at: log.seconds, resolutionSeconds: log.resolutionSeconds };
  return { at: status.seconds, resolutionSeconds: status.resolutionSeconds };
}

function toEdge(instant: Instant | undefined): Edge | undefined {
  return instant && { at: middle(instant), resolutionSeconds: instant.resolutionSeconds };
}

function atMost(instant: Instant | undefined, limit: number): number | undefined {
  return instant && Math.min(middle(instant), limit);
}
