import type { EventFacts } from "./event-facts";

/** The events that were told, by what they are about. */
export class EventRecords {
  private readonly bySubject = new Map<string, Map<string, EventFacts>>();

  /** Takes one in. Whether it is news: not told yet, or happened more often since. */
  hear(event: EventFacts): boolean {
    const known = this.bySubject.get(event.subjectUid) ?? new Map<string, EventFacts>();
    this.bySubject.set(event.subjectUid, known);
    const told = known.get(event.uid);
    if (told && told.count >= event.count) return false;
    known.set(event.uid, event);
    return true;
  }

  about(uid: string): EventFacts[] {
    return [...(this.bySubject.get(uid)?.values() ?? [])];
  }
}
