import type { PodTiming } from "../observe/heat-timing";
import type { HeatResult } from "../analysis/results/results";
import { placeCoarseCreations } from "../analysis/heat/coarse-creation";
import { readInstant } from "../analysis/heat/moment";
import { type PodSpan, podSpan } from "../analysis/heat/pod-span";

type PodPhase = "schedule" | "pull" | "start" | "work";

/** A stretch of time, in seconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A pod's life on the slot that it took. */
export interface SlotPod extends Stretch {
  readonly pod: PodTiming;
  /** From 0. A pod takes the slot that became free first, so a slot's pods never overlap. */
  readonly slot: number;
  /** One after the other, from creation to the container's end. */
  readonly phases: readonly (Stretch & { readonly name: PodPhase })[];
  /** Within the phase `work`. */
  readonly laps: readonly (Stretch & { readonly item: number })[];
  /** The pod that had the slot before. */
  readonly before?: SlotPod;
}

/** The pods of a heat that were seen at least from their creation to their node, in the order of their creation. */
export function slotsOf({ pods = [] }: HeatResult): SlotPod[] {
  const spans = placeCoarseCreations(pods.map(podSpan));
  const lives = pods.flatMap((pod, index) => {
    const span = spans[index];
    const life = span && lifeOf(pod, span);
    return life ? [life] : [];
  });
  const last: SlotPod[] = [];
  return lives
    .sort((a, b) => a.from - b.from)
    .map((life) => {
      const slot = freeSlot(last, life.from);
      const before = last[slot];
      const placed = { ...life, slot, ...(before && { before }) };
      last[slot] = placed;
      return placed;
    });
}

/** The slot that has been free for longest, or a new one. */
function freeSlot(last: readonly SlotPod[], at: number): number {
  const free = last.filter(({ to }) => to <= at);
  if (free.length === 0) return last.length;
  return free.reduce((a, b) => (b.to < a.to ? b : a)).slot;
}

function lifeOf(pod: PodTiming, span: PodSpan): Omit<SlotPod, "slot" | "before"> | undefined {
  const { created, scheduled, pulling, pulled, work } = span;
  if (created === undefined) return undefined;
  let now = created;
  const phases: (Stretch & { name: PodPhase })[] = [];
  const spend = (name: PodPhase, until: number | undefined): void => {
    if (until === undefined || until <= now) return;
    phases.push({ name, from: now, to: until });
    now = until;
  };
  spend("schedule", scheduled ?? pulling ?? pulled ?? work?.start);
  spend("start", pulling);
  spend("pull", pulling === undefined ? undefined : pulled);
  spend("start", work?.start);
  spend("work", work?.end);
  return phases.length === 0 ? undefined : { pod, from: created, to: now, phases, laps: lapsOf(pod, work) };
}

function lapsOf(pod: PodTiming, work: PodSpan["work"]): SlotPod["laps"] {
  if (!work) return [];
  let from = work.start;
  return pod.itemsAt.flatMap((at, index) => {
    const to = Math.min(readInstant(at)?.seconds ?? from, work.end);
    if (to <= from) return [];
    const lap = { from, to, item: index + 1 };
    from = to;
    return [lap];
  });
}
