import type { HeatState } from "../state/heat-state";

/** When the Job's controller recorded that it is complete. */
export function completionEventAt(state: HeatState): string | undefined {
  return state.eventsAbout(state.uid).find(({ reason }) => reason === "Completed")?.at;
}

/**
 * So many events about one object a recorder passes on at once, and then one in five minutes (`client-go`,
 * `EventSourceObjectSpamFilter`).
 */
const MOST_EVENTS_AT_ONCE = 25;

/** Whether that event will not come: the recorder has left out some of the pods' creations already. */
export function isLeftOut(state: HeatState): boolean {
  const creations = state.eventsAbout(state.uid).filter(({ reason }) => reason === "SuccessfulCreate");
  const told = creations.reduce((sum, { count }) => sum + count, 0);
  return state.pods.size > MOST_EVENTS_AT_ONCE && told < state.pods.size;
}
