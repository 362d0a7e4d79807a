import type { LaneResult, Results } from "../../analysis/results/results";
import type { Section } from "./section";
import { decimal } from "./text";

/** What a queue changed: the ledger, and how evenly the workers of each lane were busy; nothing without a queue's lane. */
export function queueTable({ lanes, heats }: Results): Section[] {
  if (lanes.every(({ kind }) => kind !== "queue")) return [];
  const rows = lanes.flatMap((lane) => {
    const ledgers = heats.flatMap((heat) => (heat.lane === lane.name ? (heat.ledger ?? []) : []));
    if (!lane.workers && ledgers.length === 0) return [];
    const sum = (read: (ledger: (typeof ledgers)[number]) => number): string =>
      ledgers.length === 0 ? "" : `${ledgers.reduce((total, ledger) => total + read(ledger), 0)}`;
    return [
      [
        lane.name,
        ...workerCells(lane),
        sum((it) => it.enqueued),
        sum((it) => it.distinct),
        sum((it) => it.lost),
        sum((it) => it.duplicates),
      ],
    ];
  });
  const head = ["", "makespan", "idle tail", "imbalance", "items a worker", "put in", "done", "lost", "twice"];
  return [{ title: "What the queue changed", blocks: [{ kind: "table", rows: [head, ...rows] }] }];
}

function workerCells({ workers, makespan }: LaneResult): string[] {
  const span = makespan === undefined ? "" : `${decimal(makespan.medianSeconds)} s`;
  if (!workers) return [span, "", "", ""];
  const { idleTail, imbalance, fewestItems, mostItems } = workers;
  const items =
    fewestItems === undefined || mostItems === undefined
      ? ""
      : fewestItems === mostItems
        ? decimal(fewestItems)
        : `${decimal(fewestItems)} – ${decimal(mostItems)}`;
  return [span, `${Math.round(idleTail * 100)} %`, imbalance.toFixed(2), items];
}
