import type { EventFacts } from "./event-facts";
import type { JobFacts } from "./job-facts";
import { isUnfinished } from "./pod-facts";
import type { PodFacts } from "./pod-facts";
import type { PodTrouble } from "./pod-trouble";

/** Something that was seen of the heat. What is told twice or out of order changes nothing. */
export type Fact =
  | { readonly kind: "job"; readonly job: JobFacts; readonly listed: boolean }
  /** A list or a watch says that no Job of this name, or only one with another UID, is there. */
  | { readonly kind: "job-gone"; readonly otherUid?: string }
  /** All pods that there were at this resource version. */
  | { readonly kind: "pods"; readonly pods: readonly PodFacts[]; readonly resourceVersion: string }
  | { readonly kind: "pod"; readonly pod: PodFacts }
  | { readonly kind: "pod-gone"; readonly pod: PodFacts }
  | { readonly kind: "event"; readonly event: EventFacts };

/** Everything that is known of a heat. Our own times are of the injected monotonic clock. */
export interface HeatState {
  /** The raced Job: facts about any other are left out. */
  readonly uid: string;
  readonly deadlineMs: number;
  readonly job?: JobFacts;
  readonly jobGone?: { readonly otherUid?: string };
  readonly everSuspended: boolean;
  /** Every pod ever seen, by UID. */
  readonly pods: ReadonlyMap<string, PodRecord>;
  readonly events: ReadonlyMap<string, EventFacts>;
  /** Since when no pod runs or waits to run. */
  readonly idleSinceMs: number;
  /** Since when no unfinished pod has a node: none that ends could make room for another. */
  readonly unplacedSinceMs: number;
  /** Pods were refused, and no new one has been seen since. */
  readonly refusal?: Refusal;
}

interface Refusal {
  readonly sinceMs: number;
  readonly message: string;
  /** The latest refusal, by the cluster's clock. */
  readonly lastAt?: string;
}

export interface PodRecord {
  readonly facts: PodFacts;
  /** No longer in the cluster. */
  readonly gone: boolean;
  /** Since when it has been in this kind of trouble, without a break. */
  readonly troubleSinceMs?: number;
  /** The kinds of trouble it ever was in. */
  readonly troubles: readonly string[];
}

export function initialState(uid: string, startMs: number, deadlineMs: number): HeatState {
  const since = { idleSinceMs: startMs, unplacedSinceMs: startMs };
  return { uid, deadlineMs, everSuspended: false, pods: new Map(), events: new Map(), ...since };
}

/** The state after a fact that arrived at `nowMs`. Pure. */
export function withFact(state: HeatState, fact: Fact, nowMs: number): HeatState {
  const next = withNews(state, fact, nowMs);
  return {
    ...next,
    ...(isIdle(next) && !isIdle(state) && { idleSinceMs: nowMs }),
    ...(isUnplaced(next) && !isUnplaced(state) && { unplacedSinceMs: nowMs }),
  };
}

/** The pods that are there and have not ended. */
export function unfinishedPods(state: HeatState): PodRecord[] {
  return [...state.pods.values()].filter(({ gone, facts }) => !gone && isUnfinished(facts));
}

/** The events about the Job and its pods; a namespace has others, and names may look alike. */
export function heatEvents(state: HeatState): EventFacts[] {
  return [...state.events.values()].filter(({ subjectUid }) => subjectUid === state.uid || state.pods.has(subjectUid));
}

function isIdle(state: HeatState): boolean {
  return unfinishedPods(state).length === 0;
}

/** No unfinished pod is on a node. */
export function isUnplaced(state: HeatState): boolean {
  return unfinishedPods(state).every(({ facts }) => facts.node === undefined);
}

function withNews(state: HeatState, fact: Fact, nowMs: number): HeatState {
  switch (fact.kind) {
    case "job":
      return withJob(state, fact.job, fact.listed);
    case "job-gone":
      return { ...state, jobGone: fact.otherUid === undefined ? {} : { otherUid: fact.otherUid } };
    case "pods":
      return withAllPods(state, fact, nowMs);
    case "pod":
      return withPod(state, fact.pod, false, nowMs);
    case "pod-gone":
      return withPod(state, fact.pod, true, nowMs);
    case "event":
      return withEvent(state, fact.event, nowMs);
  }
}

function withJob(state: HeatState, job: JobFacts, listed: boolean): HeatState {
  if (job.uid !== state.uid) return state;
  // An old sight tells nothing of the present, but what it saw has been.
  const everSuspended = state.everSuspended || job.everSuspended;
  if (isOlder(job.resourceVersion, state.job?.resourceVersion)) return { ...state, everSuspended };
  const { jobGone, ...rest } = state;
  return {
    ...rest,
    // A list is the cluster's own word; a single event may be an old one.
    ...(jobGone && !listed && { jobGone }),
    job,
    everSuspended,
  };
}

function withAllPods(state: HeatState, fact: Extract<Fact, { kind: "pods" }>, nowMs: number): HeatState {
  const present = new Set(fact.pods.map(({ uid }) => uid));
  const known = [...state.pods].map(([uid, record]): [string, PodRecord] => {
    // A pod that a watch told of after the list was made is not gone.
    const isKept = present.has(uid) || isOlder(fact.resourceVersion, record.facts.resourceVersion);
    return [uid, isKept ? record : { ...record, gone: true }];
  });
  return fact.pods.reduce<HeatState>((next, pod) => withPod(next, pod, false, nowMs), {
    ...state,
    pods: new Map(known),
  });
}

function withPod(state: HeatState, pod: PodFacts, gone: boolean, nowMs: number): HeatState {
  const before = state.pods.get(pod.uid);
  if (before && isOlder(pod.resourceVersion, before.facts.resourceVersion)) return state;
  // A UID never comes back: another sight of what is gone, no newer than its end, is an old one.
  if (before?.gone === true && !isOlder(before.facts.resourceVersion, pod.resourceVersion)) return state;
  const { trouble } = pod;
  const record: PodRecord = {
    facts: pod,
    gone,
    ...(trouble && { troubleSinceMs: isSameTrouble(before, trouble) ? (before?.troubleSinceMs ?? nowMs) : nowMs }),
    troubles: trouble ? [...new Set([...(before?.troubles ?? []), trouble.kind])] : (before?.troubles ?? []),
  };
  const next = { ...state, pods: new Map(state.pods).set(pod.uid, record) };
  return before ? next : withoutRefusal(next);
}

/** A pod that gets its node after a long wait, and then can't have its image, is in a new trouble. */
function isSameTrouble(before: PodRecord | undefined, { kind }: PodTrouble): boolean {
  return (before?.facts.trouble?.kind === "unschedulable") === (kind === "unschedulable");
}

function withEvent(state: HeatState, event: EventFacts, nowMs: number): HeatState {
  const told = state.events.get(event.uid);
  if (told && told.count >= event.count) return state;
  const next = { ...state, events: new Map(state.events).set(event.uid, event) };
  if (event.subjectUid !== state.uid || event.reason !== "FailedCreate") return next;
  const { message, lastAt } = event;
  const sinceMs = state.refusal?.sinceMs ?? nowMs;
  return { ...next, refusal: { sinceMs, message, ...(lastAt !== undefined && { lastAt }) } };
}

function withoutRefusal(state: HeatState): HeatState {
  const next: { -readonly [Key in keyof HeatState]: HeatState[Key] } = { ...state };
  delete next.refusal;
  return next;
}

/** Resource versions are numbers on every server that exists; where they are not, the later sight is believed. */
function isOlder(version: string, than: string | undefined): boolean {
  return than !== undefined && Number(version) < Number(than);
}
