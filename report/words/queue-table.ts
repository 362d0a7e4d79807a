import { plain } from "../../analysis/advice/numbers";
import type { HeatResult, LaneResult, Results } from "../../analysis/results/results";
import type { Section } from "./section";
import { decimal } from "./text";

/** What a queue changed: how evenly the workers of each lane were busy, and the ledger; nothing without a queue's lane. */
export function queueTable({ lanes, heats }: Results): Section[] {
  if (lanes.every(({ kind }) => kind !== "queue")) return [];
  const busy = lanes.filter(({ workers }) => workers).map((lane) => [lane.name, ...workerCells(lane)]);
  const books = lanes.flatMap(({ name }) => ledgerRow(name, heats));
  const tables = [
    { title: "What the queue changed", rows: [WORKERS, ...busy] },
    { title: "The queue's ledger, over all heats", rows: [LEDGER, ...books] },
  ];
  return tables
    .filter(({ rows }) => rows.length > 1)
    .map(({ title, rows }) => ({ title, blocks: [{ kind: "table", rows }] }));
}

const WORKERS = ["", "makespan", "idle tail", "imbalance", "items a worker", "between items"];
const LEDGER = ["", "heats", "put in", "done", "lost", "done twice"];

function workerCells({ workers, makespan }: LaneResult): string[] {
  const span = makespan === undefined ? "" : `${decimal(makespan.medianSeconds)} s`;
  if (!workers) return [span, "", "", "", ""];
  const { idleTail, imbalance, fewestItems, mostItems, betweenItemsSeconds } = workers;
  const items =
    fewestItems === undefined || mostItems === undefined
      ? ""
      : fewestItems === mostItems
        ? decimal(fewestItems)
        : `${decimal(fewestItems)} – ${decimal(mostItems)}`;
  const between = betweenItemsSeconds === undefined ? "" : `${plain(betweenItemsSeconds * 1000)} ms`;
  return [span, `${Math.round(idleTail * 100)} %`, imbalance.toFixed(2), items, between];
}

/** Also of the heats that were left out: what was lost is why. */
function ledgerRow(lane: string, heats: readonly HeatResult[]): string[][] {
  const ledgers = heats.flatMap((heat) => (heat.lane === lane ? (heat.ledger ?? []) : []));
  if (ledgers.length === 0) return [];
  const sum = (read: (ledger: (typeof ledgers)[number]) => number): string =>
    `${ledgers.reduce((total, ledger) => total + read(ledger), 0)}`;
  return [
    [
      lane,
      `${ledgers.length}`,
      sum((it) => it.enqueued),
      sum((it) => it.distinct),
      sum((it) => it.lost),
      sum((it) => it.duplicates),
    ],
  ];
}
