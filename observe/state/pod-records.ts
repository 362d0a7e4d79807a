import { isThere } from "./heat-state";
import type { Fact, PodCounts, PodRecord, PodSort } from "./heat-state";
import { isUnfinished } from "./pod-facts";
import type { PodFacts } from "./pod-facts";
import type { PodTrouble } from "./pod-trouble";
import { isOlder } from "./resource-version";

/** Every pod that was seen of a heat, and what is asked of all of them together; each fact costs the same. */
export class PodRecords {
  readonly byUid = new Map<string, PodRecord>();
  readonly counts: { -readonly [Key in keyof PodCounts]: PodCounts[Key] } = {
    unfinished: 0,
    placed: 0,
    running: 0,
    succeeded: 0,
  };
  newestAt: string | undefined;
  /**
   * Those in trouble now, the longest first. A pod that gets its node after a long wait, and then can't have its image, is in a
   * new trouble.
   */
  private readonly inTrouble = { stuck: new Map<string, PodRecord>(), unschedulable: new Map<string, PodRecord>() };

  /** What events tell of pods that have not begun, seen or not yet. */
  private readonly startTroubles = new Map<string, PodTrouble>();

  get longest(): { stuck: PodRecord | undefined; unschedulable: PodRecord | undefined } {
    const { stuck, unschedulable } = this.inTrouble;
    return { stuck: stuck.values().next().value, unschedulable: unschedulable.values().next().value };
  }

  /** Takes in one sight of a pod, unless it is an old one. Whether it is the first of this pod. */
  see(pod: PodFacts, gone: boolean, nowMs: number): boolean {
    const before = this.byUid.get(pod.uid);
    if (before && isOlder(pod.resourceVersion, before.facts.resourceVersion)) return false;
    // A UID never comes back: another sight of what is gone, no newer than its end, is an old one.
    if (before?.gone === true && !isOlder(before.facts.resourceVersion, pod.resourceVersion)) return false;
    const told = pod.trouble === undefined && pod.isStarting ? this.startTroubles.get(pod.uid) : undefined;
    const trouble = pod.trouble ?? told;
    const known = before?.troubles ?? [];
    const kind = trouble && kindOf(trouble);
    const same = kind && this.inTrouble[kind].get(pod.uid);
    // A pod that has begun may not say again what it asked for.
    const requests = pod.requests ?? before?.facts.requests;
    const facts = requests === pod.requests ? pod : { ...pod, ...(requests && { requests }) };
    this.replace(before, {
      facts: told === undefined ? facts : { ...facts, trouble: told, waitsFor: told.reason },
      gone,
      ...(trouble && { troubleSinceMs: same?.troubleSinceMs ?? nowMs }),
      troubles: trouble && !known.includes(trouble.kind) ? [...known, trouble.kind] : known,
    });
    if (this.newestAt === undefined || pod.createdAt > this.newestAt) this.newestAt = pod.createdAt;
    return before === undefined;
  }

  /** Takes in what an event tells of a pod's start. */
  hear(uid: string, trouble: PodTrouble | "over", nowMs: number): void {
    if (trouble === "over") this.startTroubles.delete(uid);
    else this.startTroubles.set(uid, trouble);
    const before = this.byUid.get(uid);
    if (before === undefined || before.gone) return;
    const { trouble: old, ...facts } = before.facts;
    if (old === undefined || old.kind === "volume") this.see(facts, false, nowMs);
  }

  /**
   * Takes in a list of all pods: the others are gone, except what a watch told of after the list was made. Of one sort they
   * may also be of another now, which is not known before they have ended.
   */
  seeAll({ pods, resourceVersion, among }: Extract<Fact, { kind: "pods" }>, nowMs: number): boolean {
    const present = new Set(pods.map(({ uid }) => uid));
    for (const [uid, record] of this.byUid) {
      if (!isAmong(among, record.facts)) continue;
      const isKept = record.gone || present.has(uid) || isOlder(resourceVersion, record.facts.resourceVersion);
      if (!isKept) this.replace(record, { ...record, gone: true });
    }
    return pods.map((pod) => this.see(pod, false, nowMs)).includes(true);
  }

  private replace(before: PodRecord | undefined, record: PodRecord): void {
    const { uid, trouble } = record.facts;
    if (before) this.count(before, -1);
    this.count(record, 1);
    this.byUid.set(uid, record);
    const kind = trouble && isThere(record) ? kindOf(trouble) : undefined;
    for (const each of ["stuck", "unschedulable"] as const) {
      if (each === kind) this.inTrouble[each].set(uid, record);
      else this.inTrouble[each].delete(uid);
    }
  }

  private count(record: PodRecord, by: 1 | -1): void {
    const { phase, node } = record.facts;
    if (phase === "Succeeded") this.counts.succeeded += by;
    if (!isThere(record)) return;
    this.counts.unfinished += by;
    if (node !== undefined) this.counts.placed += by;
    if (phase === "Running") this.counts.running += by;
  }
}

function isAmong(sort: PodSort | undefined, facts: PodFacts): boolean {
  switch (sort) {
    case undefined:
      return true;
    case "ended":
      return !isUnfinished(facts);
    case "pending":
      return facts.phase === "Pending";
    case "unplaced":
      return facts.phase === "Pending" && facts.node === undefined;
  }
}

/** Which grace it has; none that a queue may hold for as long as it likes. */
function kindOf({ kind }: PodTrouble): "stuck" | "unschedulable" | undefined {
  if (kind === "gated") return undefined;
  return kind === "unschedulable" || kind === "unseen" ? "unschedulable" : "stuck";
}
