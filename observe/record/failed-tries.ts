import type { FailedTry } from "../heat-timing";
import { secondsFromTo } from "../state/rfc3339";
import type { WireJob } from "../api/kubernetes-objects";

/** On a Job that stands in for a failed one: the failures before it, as JSON. The cluster keeps what the stack can't. */
export const FAILED_TRIES_ANNOTATION = "job-race/failed-tries";

/** An annotation has little room, and nobody reads more. */
const MOST_TRIES = 10;
const LONGEST_MESSAGE = 300;

/** The failures that this Job stands in for, oldest first. What is no record of ours is left out. */
export function failedTries({ metadata }: WireJob): FailedTry[] {
  const text = metadata?.annotations?.[FAILED_TRIES_ANNOTATION];
  if (text === undefined) return [];
  try {
    const tries: unknown = JSON.parse(text);
    return Array.isArray(tries) ? tries.filter(isFailedTry).slice(-MOST_TRIES) : [];
  } catch {
    return [];
  }
}

/** Those, and the Job's own failure if it has failed. */
export function failedTriesWith(job: WireJob): FailedTry[] {
  const { metadata, status } = job;
  const failed = status?.conditions?.find(({ type, status: value }) => type === "Failed" && value === "True");
  if (metadata?.uid === undefined || failed === undefined) return failedTries(job);
  const { startTime } = status ?? {};
  const { reason = "unknown", message = "", lastTransitionTime } = failed;
  const own: FailedTry = {
    uid: metadata.uid,
    ...(startTime !== undefined && { startedAt: startTime }),
    ...(lastTransitionTime !== undefined && { failedAt: lastTransitionTime }),
    ...(startTime !== undefined &&
      lastTransitionTime !== undefined && { durationSeconds: secondsFromTo(startTime, lastTransitionTime) }),
    reason,
    message: message.slice(0, LONGEST_MESSAGE),
  };
  return [...failedTries(job), own].slice(-MOST_TRIES);
}

function isFailedTry(value: unknown): value is FailedTry {
  if (typeof value !== "object" || value === null) return false;
  const { uid, reason, message, startedAt, failedAt, durationSeconds } = value as Record<string, unknown>;
  return (
    [uid, reason, message].every((text) => typeof text === "string") &&
    [startedAt, failedAt].every((instant) => instant === undefined || typeof instant === "string") &&
    (durationSeconds === undefined || typeof durationSeconds === "number")
  );
}
