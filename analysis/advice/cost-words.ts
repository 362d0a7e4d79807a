import { medianOf } from "./deadline";
import type { RaceFacts } from "../results/race-facts";
import type { RaceSettings } from "../results/results";
import type { Cost, LaneCost } from "../results/scaling-results";
import { plain } from "./numbers";

type Facts = Pick<RaceFacts, "settings" | "lanes" | "measure"> & { readonly cost?: Cost };

/** What the lanes cost and which are in time, in plain sentences; nothing unless prices or a deadline were set. */
export function costWords(facts: Facts): string[] {
  const { settings, cost } = facts;
  const cheapest = cost?.lanes.find((lane) => lane.lane === cost.cheapest);
  const priced = settings.cpuHourPrice !== undefined || settings.memoryGiBHourPrice !== undefined;
  const deadline = settings.deadlineSeconds;
  return [
    ...(priced ? missingPrice(settings, cost) : []),
    ...(deadline === undefined ? [] : deadlineWords(facts, deadline, cheapest !== undefined)),
    ...(cost && cheapest && (priced || deadline !== undefined) ? [cheapestWords(cost, cheapest, deadline)] : []),
  ];
}

function cheapestWords({ comparedBy, currency }: Cost, lane: LaneCost, deadlineSeconds: number | undefined): string {
  const deadline = deadlineSeconds === undefined ? "" : ` that meets the deadline of ${plain(deadlineSeconds)} s`;
  const amount = {
    price: priceWords(lane.price ?? 0, currency),
    cpuSeconds: `${plain(lane.cpuSeconds ?? 0)} requested CPU-seconds a heat`,
    podSeconds: `${plain(lane.podSeconds)} pod-seconds a heat`,
  }[comparedBy];
  return `The cheapest lane${deadline} is ${lane.lane}: ${amount}.`;
}

/** A lane has no price if its pods do not request what has one. */
function missingPrice({ cpuHourPrice, memoryGiBHourPrice }: RaceSettings, cost: Cost | undefined): string[] {
  if (!cost) return ["No price: the times of the pods were not observed."];
  const without = cost.lanes.filter((lane) => lane.price === undefined);
  if (without.length === 0) return [];
  const missing = [
    ...(cpuHourPrice !== undefined && without.some((lane) => lane.cpuSeconds === undefined) ? ["CPU"] : []),
    ...(memoryGiBHourPrice !== undefined && without.some((lane) => lane.memoryGiBSeconds === undefined)
      ? ["memory"]
      : []),
  ].join(" and no ");
  const whose = without.length === cost.lanes.length ? "" : ` of ${without.map((lane) => lane.lane).join(", ")}`;
  return [`No price: the pods${whose} request no ${missing} (set resources.requests in the manifest).`];
}

function deadlineWords({ lanes, measure }: Facts, seconds: number, cheapestKnown: boolean): string[] {
  const timed = lanes.filter((lane) => lane.meetsDeadline !== undefined);
  const [first, ...others] = timed;
  if (!first) return [];
  const inTime = timed.filter((lane) => lane.meetsDeadline);
  if (inTime.length === 0) {
    const secondsOf = (lane: typeof first): number => medianOf(lane, measure) ?? Infinity;
    const best = others.reduce((a, b) => (secondsOf(b) < secondsOf(a) ? b : a), first);
    return [
      `No lane meets the deadline of ${plain(seconds)} s: the fastest, ${best.name}, takes ${hundredths(secondsOf(best))} s.`,
    ];
  }
  if (cheapestKnown) return [];
  const names = inTime.map(({ name }) => name).join(", ");
  const who = inTime.length === timed.length ? "is met by every lane" : `is met by ${names}, and by no other lane`;
  return [`The deadline of ${plain(seconds)} s ${who}.`];
}

/** So that a miss by little shows. */
function hundredths(seconds: number): string {
  return `${Number(seconds.toFixed(2))}`;
}

/** A heat may cost next to nothing; nobody reads exponents, so then it is the price of a thousand, or of a million. */
function priceWords(price: number, currency: string | undefined): string {
  const small = price > 0 && price < 0.001;
  const [heats, count] = !small
    ? ["a heat", 1]
    : price >= 1e-6
      ? ["per 1,000 heats", 1e3]
      : ["per 1,000,000 heats", 1e6];
  const amount = price * count;
  const digits = amount >= 1 || amount === 0 ? amount.toFixed(2) : Number(amount.toPrecision(3)).toFixed(6);
  return `${digits.replace(/(\.\d\d.*?)0+$/, "$1")}${currency === undefined ? "" : ` ${currency}`} ${heats}`;
}
