import type { HeatRequest } from "../heat-request";
import type { HeatTiming, Ledger } from "../heat-timing";
import type { HeatState } from "../state/heat-state";
import type { LogTimes } from "./pod-log";

/** Names of the items that were done twice are kept up to this many. */
const MOST_NAMES = 20;

/**
 * What became of each item of a queue, by the workers' logs: enqueued = distinct + lost, duplicates = done - distinct.
 * Without names, lines are counted, and only more of them than items show that some were done twice. Pure.
 *
 * @returns `undefined` for a heat without a queue.
 */
export function ledgerOf(
  { kind, items: enqueued }: HeatRequest,
  { pods }: Pick<HeatState, "pods">,
  logs: ReadonlyMap<string, LogTimes>,
): Ledger | undefined {
  if (kind !== "queue") return undefined;
  const read = [...logs.values()];
  const done = read.reduce((sum, { itemsAt }) => sum + itemsAt.length, 0);
  const named = read.flatMap(({ items = [] }) => items);
  const distinct = named.length === done && done > 0 ? new Set(named).size : Math.min(done, enqueued);
  const doubled = [...new Set(named.filter((name, index) => named.indexOf(name) < index))].slice(0, MOST_NAMES);
  const unread = [...pods.keys()].filter((uid) => logs.get(uid)?.isPartial ?? !logs.has(uid)).length;
  return {
    enqueued,
    done,
    distinct,
    lost: Math.max(0, enqueued - distinct),
    duplicates: done - distinct,
    ...(doubled.length > 0 && { doubled }),
    ...(unread > 0 && { unreadWorkers: unread }),
  };
}

/** The record with its ledger, and with what that says against the heat. */
export function withLedger(timing: HeatTiming, ledger: Ledger | undefined): HeatTiming {
  if (!ledger) return timing;
  return { ...timing, disturbances: [...timing.disturbances, ...ledgerDisturbances(ledger)], ledger };
}

/** Why a heat whose queue did not do each item once must not enter a statistic. */
export function ledgerDisturbances(ledger: Ledger | undefined): string[] {
  if (!ledger) return [];
  const { enqueued, distinct, lost, duplicates, doubled, unreadWorkers = 0 } = ledger;
  const unread = unreadWorkers > 0 ? `; the logs of ${counted(unreadWorkers, "worker")} could not be read in full` : "";
  const names = doubled ? `: ${doubled.slice(0, 3).join(", ")}${doubled.length > 3 ? ", …" : ""}` : "";
  return [
    ...(lost > 0 ? [`${lost} of ${counted(enqueued, "item")} ${lost === 1 ? "was" : "were"} lost${unread}.`] : []),
    ...(duplicates > 0
      ? [`${counted(duplicates, "item")} ${duplicates === 1 ? "was" : "were"} done twice${names}.`]
      : []),
    ...(distinct > enqueued ? [`${distinct} different items were done, but ${enqueued} were put in.`] : []),
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
