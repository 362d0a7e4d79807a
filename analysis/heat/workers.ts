import { mean, median } from "simple-statistics";
import { kindOf } from "../../plan/lane-kind";
import type { PodTiming } from "../../observe/heat-timing";
import type { RecordedHeat, Workers } from "../results/results";
import { toMicroseconds, toSixDigits } from "../statistics/rounding";
import { readInstant } from "./moment";
import type { PodSpan } from "./pod-span";

/**
 * How evenly a heat's pods were busy; `undefined` unless at least two were seen from start to end, and all ran at once. A worker
 * is done with its last item: what it does then, such as finding its queue empty, is no work.
 */
export function workersOf(heat: RecordedHeat, spans: readonly PodSpan[]): Workers | undefined {
  const { pods = [] } = heat;
  if (kindOf(heat).waves(heat) !== 1) return undefined;
  const busy = spans.flatMap(({ work }, index) => {
    const itemsAt = pods[index]?.itemsAt ?? [];
    const last = readInstant(itemsAt.at(-1))?.seconds;
    return work ? [{ start: work.start, end: last ?? (itemsAt.length > 0 ? work.end : work.start) }] : [];
  });
  if (busy.length < 2 || busy.length < pods.length) return undefined;
  const counts = pods.map(({ itemsAt }) => itemsAt.length);
  if (counts.every((count) => count === 0)) return undefined;
  const lastEnd = busy.reduce((latest, { end }) => Math.max(latest, end), -Infinity);
  const makespan = lastEnd - busy.reduce((first, { start }) => Math.min(first, start), Infinity);
  const times = busy.map(({ start, end }) => end - start);
  const average = mean(times);
  if (!(makespan > 0) || !(average > 0)) return undefined;
  const between = pods.flatMap(betweenItems);
  const idle = busy.reduce((sum, { end }) => sum + (lastEnd - end), 0);
  return {
    workers: busy.length,
    idleTail: toSixDigits(idle / (busy.length * makespan)),
    imbalance: toSixDigits(times.reduce((a, b) => Math.max(a, b)) / average),
    fewestItems: counts.reduce((a, b) => Math.min(a, b)),
    mostItems: counts.reduce((a, b) => Math.max(a, b)),
    ...(between.length > 0 && { betweenItemsSeconds: toMicroseconds(median(between)) }),
  };
}

/** From each item's end to the start of the worker's next one; nothing where starts are not marked, or not all of them. */
function betweenItems({ itemsAt, startsAt = [] }: PodTiming): number[] {
  if (startsAt.length !== itemsAt.length) return [];
  return itemsAt.flatMap((end, index) => {
    const [ended, next] = [readInstant(end)?.seconds, readInstant(startsAt[index + 1])?.seconds];
    return ended === undefined || next === undefined || next < ended ? [] : [next - ended];
  });
}

/** A lane's means; `undefined` unless every heat has them. */
export function meanWorkers(all: readonly Workers[]): Workers | undefined {
  if (all.length === 0) return undefined;
  const meanOf = (read: (it: Workers) => number): number => toSixDigits(mean(all.map(read)));
  return {
    workers: meanOf((it) => it.workers),
    idleTail: meanOf((it) => it.idleTail),
    imbalance: meanOf((it) => it.imbalance),
    fewestItems: meanOf((it) => it.fewestItems ?? 0),
    mostItems: meanOf((it) => it.mostItems ?? 0),
    ...(all.every((it) => it.betweenItemsSeconds !== undefined) && {
      betweenItemsSeconds: meanOf((it) => it.betweenItemsSeconds ?? 0),
    }),
  };
}
