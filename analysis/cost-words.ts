import type { Cost } from "./scaling-results";
import { plain } from "./words";

/** What the lanes cost, in plain sentences; nothing unless prices or a deadline were set. */
export function costWords({ lanes, currency, deadlineSeconds, comparedBy, cheapest }: Cost): string[] {
  if (deadlineSeconds === undefined && comparedBy !== "price") return [];
  const deadline = deadlineSeconds === undefined ? "" : ` that meets the deadline of ${plain(deadlineSeconds)} s`;
  const lane = lanes.find((it) => it.lane === cheapest);
  if (!lane) return [`No lane${deadline}.`];
  const amount = {
    price: `${lane.price?.toPrecision(3) ?? ""}${currency === undefined ? "" : ` ${currency}`} a heat`,
    cpuSeconds: `${plain(lane.cpuSeconds ?? 0)} requested CPU-seconds a heat`,
    podSeconds: `${plain(lane.podSeconds)} pod-seconds a heat`,
  }[comparedBy];
  return [`The cheapest lane${deadline} is ${lane.lane}: ${amount}.`];
}
