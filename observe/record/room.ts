import type { HeatState, PodRecord } from "../state/heat-state";

/** From a container's end to the scheduler's next try: the kubelet's report, the Job controller's batch, a back-off. */
const LONGEST_HAND_OVER_SECONDS = 15;

/** The pods that waited for room on a node. */
export function podsThatWaited(state: HeatState): PodRecord[] {
  return [...state.pods.values()].filter(
    ({ troubles, facts }) =>
      troubles.includes("unschedulable") ||
      state.eventsAbout(facts.uid).some(({ reason }) => reason === "FailedScheduling"),
  );
}

/**
 * How many pods of this heat had a place at once at most, where more of them wanted one and each that waited got the place
 * of another of the same heat: a property of the lane on this cluster, not a disturbance. `undefined` where none waited, or
 * where one waited for something else.
 */
export function fitAtOnce(state: HeatState): number | undefined {
  const waited = podsThatWaited(state);
  if (waited.length === 0) return undefined;
  const held = [...state.pods.values()].flatMap(({ facts }) => {
    const from = second(facts.scheduledAt);
    const ends = facts.ended.map(({ finishedAt }) => second(finishedAt)).filter((end) => end !== undefined);
    return from === undefined || ends.length === 0 ? [] : [{ uid: facts.uid, from, to: Math.max(...ends) }];
  });
  const spans = new Map(held.map((span) => [span.uid, span]));
  for (const { facts } of waited) {
    const own = spans.get(facts.uid);
    const created = second(facts.createdAt);
    if (own === undefined || created === undefined) return undefined;
    const others = held.filter(({ uid }) => uid !== facts.uid);
    const wasTaken = others.some(({ from, to }) => from <= created + 1 && to >= created);
    const wasFreed = others.some(({ to }) => to <= own.from + 1 && own.from - to <= LONGEST_HAND_OVER_SECONDS);
    if (!wasTaken || !wasFreed) return undefined;
  }
  // Whole seconds: what ends in the second in which another begins made room for it.
  return Math.max(...held.map(({ from }) => held.filter((other) => other.from <= from && other.to > from).length), 1);
}

function second(instant: string | undefined): number | undefined {
  const ms = Date.parse(instant ?? "");
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}
