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
    return from === undefined || ends.length === 0 ? [] : [{ uid: facts.uid, from, to: Math.max(from, ...ends) }];
  });
  const spans = new Map(held.map((span) => [span.uid, span]));
  const begunBy = counter(held.map(({ from }) => from));
  const endedBy = counter(held.map(({ to }) => to));
  for (const { facts } of waited) {
    const own = spans.get(facts.uid);
    const created = second(facts.createdAt);
    if (own === undefined || created === undefined) return undefined;
    // Each without itself.
    const holding = begunBy(created + 1) - endedBy(created - 1) - Number(own.from <= created + 1 && own.to >= created);
    const earliest = own.from - LONGEST_HAND_OVER_SECONDS;
    const freed = endedBy(own.from + 1) - endedBy(earliest - 1) - Number(own.to <= own.from + 1);
    if (holding <= 0 || freed <= 0) return undefined;
  }
  // Whole seconds: what ends in the second in which another begins made room for it.
  return held.reduce((most, { from }) => Math.max(most, begunBy(from) - endedBy(from)), 1);
}

/** How many of these seconds have come by a given one. Takes the same for each question, however many seconds they are. */
function counter(seconds: readonly number[]): (second: number) => number {
  const sorted = Float64Array.from(seconds).sort();
  return (second) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? Infinity) <= second) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function second(instant: string | undefined): number | undefined {
  const ms = Date.parse(instant ?? "");
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}
