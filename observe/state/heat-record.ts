import type { EventFacts } from "./event-facts";
import { EventRecords } from "./event-records";
import type { Fact, HeatState, PodCounts, PodRecord, Refusal } from "./heat-state";
import type { JobFacts } from "./job-facts";
import { PodRecords } from "./pod-records";
import { startTrouble } from "./pod-trouble";
import { isOlder } from "./resource-version";

/** What learns of a heat. There is one per heat, and it changes in place; others are given it as a {@link HeatState}. */
export class HeatRecord implements HeatState {
  readonly uid: string;
  readonly deadlineMs: number;
  job: JobFacts | undefined;
  jobGone: { readonly otherUid?: string } | undefined;
  everSuspended = false;
  readonly startMs: number;
  idleSinceMs: number;
  unplacedSinceMs: number;
  refusal: Refusal | undefined;
  private readonly podRecords = new PodRecords();
  private readonly eventRecords = new EventRecords();

  constructor({ uid, startMs, deadlineMs }: { uid: string; startMs: number; deadlineMs: number }) {
    this.uid = uid;
    this.deadlineMs = deadlineMs;
    this.startMs = startMs;
    this.idleSinceMs = startMs;
    this.unplacedSinceMs = startMs;
  }

  get pods(): ReadonlyMap<string, PodRecord> {
    return this.podRecords.byUid;
  }

  get counts(): PodCounts {
    return this.podRecords.counts;
  }

  get longest(): HeatState["longest"] {
    return this.podRecords.longest;
  }

  get newestPodAt(): string | undefined {
    return this.podRecords.newestAt;
  }

  eventsAbout(uid: string): readonly EventFacts[] {
    return this.eventRecords.about(uid);
  }

  /** Takes in a fact that arrived at `nowMs`. */
  learn(fact: Fact, nowMs: number): void {
    const { unfinished, placed } = this.counts;
    this.takeIn(fact, nowMs);
    if (this.counts.unfinished === 0 && unfinished > 0) this.idleSinceMs = nowMs;
    if (this.counts.placed === 0 && placed > 0) this.unplacedSinceMs = nowMs;
  }

  private takeIn(fact: Fact, nowMs: number): void {
    switch (fact.kind) {
      case "job":
        this.seeJob(fact.job, fact.listed);
        break;
      case "job-gone":
        this.jobGone = fact.otherUid === undefined ? {} : { otherUid: fact.otherUid };
        break;
      case "pods":
        this.meet(this.podRecords.seeAll(fact, nowMs));
        break;
      case "pod":
      case "pod-gone":
        this.meet(this.podRecords.see(fact.pod, fact.kind === "pod-gone", nowMs));
        break;
      case "event":
        this.hear(fact.event, nowMs);
        break;
    }
  }

  private seeJob(job: JobFacts, listed: boolean): void {
    if (job.uid !== this.uid) return;
    // An old sight tells nothing of the present, but what it saw has been.
    this.everSuspended ||= job.everSuspended;
    if (isOlder(job.resourceVersion, this.job?.resourceVersion)) return;
    // A list is the cluster's own word; a single event may be an old one.
    if (listed) this.jobGone = undefined;
    this.job = job;
  }

  /** A new pod says that what was refused is no more. */
  private meet(isNew: boolean): void {
    if (isNew) this.refusal = undefined;
  }

  private hear(event: EventFacts, nowMs: number): void {
    const isNews = this.eventRecords.hear(event);
    const start = isNews ? startTrouble(event) : undefined;
    if (start !== undefined) this.podRecords.hear(event.subjectUid, start, nowMs);
    if (!isNews || event.subjectUid !== this.uid || event.reason !== "FailedCreate") return;
    const { message, lastAt } = event;
    const sinceMs = this.refusal?.sinceMs ?? nowMs;
    this.refusal = { sinceMs, message, ...(lastAt !== undefined && { lastAt }) };
  }
}
