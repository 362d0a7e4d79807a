import { eventInstant } from "./event-instant";
import { utcInstant } from "./rfc3339";
import type { WireEvent } from "../api/kubernetes-objects";

/** What the wait keeps of one event of the raced Job or one of its pods. */
export interface EventFacts {
  readonly uid: string;
  /** The Job or pod that it is about. */
  readonly subjectUid: string;
  readonly subjectName: string;
  readonly reason: string;
  readonly message: string;
  readonly at?: string;
  /** The latest time, to the second, where it happened more than once. */
  readonly lastAt?: string;
  /** How often it happened; `at` is the first time. */
  readonly count: number;
  /** Kubernetes means it as a warning. */
  readonly isWarning?: true;
  /** The container that it is about, if it is about one. */
  readonly container?: string;
}

const CONTAINER_PATH = /^spec\.(?:initContainers|containers)\{(.+)\}$/;

/** `undefined` for what is no event about a known object. */
export function eventFacts(event: WireEvent): EventFacts | undefined {
  const subject = event.involvedObject;
  if (subject?.uid === undefined || event.reason === undefined) return undefined;
  const at = eventInstant(event);
  const lastAt = utcInstant(event.lastTimestamp) ?? at;
  const container = CONTAINER_PATH.exec(subject.fieldPath ?? "")?.[1];
  return {
    uid: event.metadata?.uid ?? event.metadata?.name ?? "",
    subjectUid: subject.uid,
    subjectName: subject.name ?? "",
    reason: event.reason,
    message: (event.message ?? "").slice(0, 600),
    ...(at !== undefined && { at }),
    ...(lastAt !== undefined && { lastAt }),
    count: event.count ?? 1,
    ...(event.type === "Warning" && { isWarning: true }),
    ...(container !== undefined && { container }),
  };
}
