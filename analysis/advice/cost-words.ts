import { IN_TIME_CONFIDENCE, medianOf } from "./deadline";
import type { RaceFacts } from "../results/race-facts";
import type { LaneResult, RaceSettings } from "../results/results";
import type { Cost, LaneCost } from "../results/scaling-results";
import { count, listed, plain } from "./numbers";

const SURE = `${IN_TIME_CONFIDENCE * 100} % sure`;

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

function cheapestWords(
  { comparedBy, currency, alike = [] }: Cost,
  lane: LaneCost,
  deadlineSeconds: number | undefined,
): string {
  const deadline =
    deadlineSeconds === undefined ? "" : ` that will meet the deadline of ${plain(deadlineSeconds)} s, ${SURE},`;
  const amount = {
    price: priceWords(lane.price ?? 0, currency),
    cpuSeconds: `${plain(lane.cpuSeconds ?? 0)} requested CPU-seconds a heat`,
    podSeconds: `${plain(lane.podSeconds)} pod-seconds a heat`,
  }[comparedBy];
  const others = alike.length === 0 ? "" : `; ${listed(alike)} can't be told from it`;
  return `The cheapest lane${deadline} is ${lane.lane}: ${amount}${others}.`;
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

/** How often each lane was in time, and which will be, as surely as a recommendation must be. */
function deadlineWords({ lanes, measure }: Facts, seconds: number, cheapestKnown: boolean): string[] {
  const timed = lanes.filter((lane) => lane.inTime !== undefined);
  const [first, ...others] = timed;
  if (!first) return [];
  const tally = timed.map(({ name, inTime = 0, n }) => `${name} in ${inTime} of ${count(n, "heat")}`);
  const raced = `In time, within ${plain(seconds)} s: ${tally.join(", ")}.`;
  const sure = timed.filter((lane) => lane.meetsDeadline);
  if (sure.length > 0) {
    return cheapestKnown ? [raced] : [`${raced} ${listed(sure.map(({ name }) => name))} will be again, ${SURE}.`];
  }
  const hopeful = timed.filter(({ inTime, n }) => inTime === n).map(({ name }) => name);
  if (hopeful.length > 0)
    return [`${raced} No lane will be again, ${SURE}; more rounds may show it of ${listed(hopeful)}.`];
  const secondsOf = (lane: LaneResult): number => medianOf(lane, measure) ?? Infinity;
  const best = others.reduce((a, b) => (secondsOf(b) < secondsOf(a) ? b : a), first);
  return [`${raced} No lane can be relied on: the fastest, ${best.name}, takes ${hundredths(secondsOf(best))} s.`];
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
