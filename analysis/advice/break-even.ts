import { mean } from "simple-statistics";
import type { HeatSplit } from "../lane/bounds";

/** A lane's time as a line over the items: what it takes anyhow, and what each item adds. */
export interface ItemLine {
  readonly fixedSeconds: number;
  readonly itemSeconds: number;
}

/**
 * From a heat's measured split: the time that its laps allow grows with the items, the rest (what Kubernetes cost)
 * stays, because the number of pods stays. `undefined` where one of them is not known.
 */
export function itemLine({ allowedSeconds, costSeconds }: HeatSplit, items: number | undefined): ItemLine | undefined {
  if (costSeconds === undefined || !items) return undefined;
  return { fixedSeconds: costSeconds, itemSeconds: allowedSeconds / items };
}

/** Of at least one line. */
export function meanLine(lines: readonly ItemLine[]): ItemLine {
  return {
    fixedSeconds: mean(lines.map((line) => line.fixedSeconds)),
    itemSeconds: mean(lines.map((line) => line.itemSeconds)),
  };
}

/** `serial` time / `parallel` time for this many items. */
export function predictedSpeedup(serial: ItemLine, parallel: ItemLine, items: number): number {
  return secondsFor(serial, items) / secondsFor(parallel, items);
}

/**
 * The fewest items, in whole multiples of `multiple`, with which `parallel` is the faster line from there on;
 * `undefined` if it never is.
 */
export function breakEvenItems(serial: ItemLine, parallel: ItemLine, multiple: number): number | undefined {
  const gainPerItem = serial.itemSeconds - parallel.itemSeconds;
  if (gainPerItem <= 0) return undefined;
  const items = (parallel.fixedSeconds - serial.fixedSeconds) / gainPerItem;
  return Math.max(1, Math.ceil(items / multiple)) * multiple;
}

function secondsFor({ fixedSeconds, itemSeconds }: ItemLine, items: number): number {
  return fixedSeconds + itemSeconds * items;
}
