import { podSpan, type PodSpan } from "../heat/pod-span";
import { readInstant } from "../heat/moment";
import { kindOf } from "../../plan/lane-kind";
import type { HeatResult } from "../results/results";

/** What the items of a lane's heats cost. */
export interface ItemWork {
  /** An item's mean seconds on a CPU of its own. */
  readonly seconds: number;
  /** Their number. */
  readonly items: number;
  readonly heats: number;
  /** An item's variance within a heat, in shares of its mean squared, times `freedom`. */
  readonly squares: number;
  readonly freedom: number;
}

/** So many items, made one after the other, and their seconds on a CPU of their own. */
interface Piece {
  readonly items: number;
  readonly seconds: number;
}

/**
 * From the item's marks, else from the pods' times. Where more pods ran than there are CPUs they shared them evenly: an
 * item cost what its pod was given in the meantime. `undefined` if one heat's items are not known.
 */
export function itemWork(heats: readonly HeatResult[], cpus: number): ItemWork | undefined {
  const all = heats.map((heat) => piecesOf(heat, cpus));
  if (all.length === 0 || all.some((pieces) => pieces.length === 0)) return undefined;
  let [seconds, items, squares, freedom] = [0, 0, 0, 0];
  for (const pieces of all) {
    const own = pieces.reduce((sum, piece) => sum + piece.seconds, 0);
    const count = pieces.reduce((sum, piece) => sum + piece.items, 0);
    const mean = own / count;
    seconds += own;
    items += count;
    if (!(mean > 0)) return undefined;
    // A piece of several items differs from their mean as the root of their number.
    squares += pieces.reduce((sum, piece) => sum + (piece.seconds / mean - piece.items) ** 2 / piece.items, 0);
    freedom += pieces.length - 1;
  }
  return { seconds: seconds / items, items, heats: heats.length, squares, freedom };
}

function piecesOf(heat: HeatResult, cpus: number): Piece[] {
  const pods = heat.pods ?? [];
  const spans = pods.map(podSpan);
  const perPod = kindOf(heat).mostPods(heat) === undefined ? undefined : (heat.items ?? 0) / (heat.completions ?? 1);
  const givenAt = cpuTime(spans, cpus);
  const pieces = pods.map((pod, index): Piece[] => {
    const work = spans[index]?.work;
    if (!work) return [];
    const marks = pod.itemsAt.flatMap((text) => readInstant(text)?.seconds ?? []);
    if (marks.length > 0 && marks.length === pod.itemsAt.length) {
      const given = [work.start, ...marks].map(givenAt);
      return marks.map((_, item) => ({ items: 1, seconds: (given[item + 1] ?? 0) - (given[item] ?? 0) }));
    }
    if (heat.kind === "queue" || !perPod) return [];
    return [{ items: perPod, seconds: givenAt(work.end) - givenAt(work.start) }];
  });
  return pieces.some((own) => own.length === 0) ? [] : pieces.flat();
}

/** What a pod that runs all the time has been given of a CPU by then, if those that run share them evenly. */
function cpuTime(spans: readonly PodSpan[], cpus: number): (at: number) => number {
  const changes = spans.flatMap(({ work }) => (work ? [{ at: work.start, by: 1 }, { at: work.end, by: -1 }] : [])); // prettier-ignore
  changes.sort((a, b) => a.at - b.at);
  const steps: { readonly at: number; readonly given: number; readonly rate: number }[] = [];
  let running = 0;
  for (const { at, by } of changes) {
    const last = steps.at(-1) ?? { at, given: 0, rate: 1 };
    running += by;
    steps.push({ at, given: last.given + (at - last.at) * last.rate, rate: Math.min(1, cpus / Math.max(1, running)) });
  }
  return (at) => {
    let [from, to] = [0, steps.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((steps[middle]?.at ?? Infinity) <= at) from = middle + 1;
      else to = middle;
    }
    const step = steps[Math.max(0, from - 1)];
    return step ? step.given + (at - step.at) * step.rate : 0;
  };
}
