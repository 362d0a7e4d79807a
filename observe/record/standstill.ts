import type { HeatTiming, PodTiming } from "../heat-timing";

/** How closely a wait watched its heat, in seconds of our own clock. */
export interface Attention {
  /** From the moment in which the Job was found to the arrival of its end; absent if it had ended before. */
  readonly watchedSeconds?: number;
  /** The longest time for which the cluster gave no answer to a question that was put to it. */
  readonly unansweredSeconds: number;
  /** The longest time for which this process itself stood still: stopped, or on a machine that slept. */
  readonly pausedSeconds: number;
}

/** No API server that does its work lets us wait so long, and no provider takes so long to begin its wait. */
const SHORTEST_SECONDS = 10;
/** What can't have lengthened a heat by more than this is no reason to leave it out. */
const SMALLEST_SHARE = 0.05;
/** Instants of the status are whole seconds, and clocks are read at both ends. */
const ROUNDING_SECONDS = 2;

/**
 * The record of a heat over which the cluster may have stood still, with the reason to leave it out. Pure.
 *
 * That the API server gave no answer is reason enough. Where nobody looked (the wait was taken up later, or this machine slept)
 * the record itself is the witness: a cluster that stands still writes no log line, no event, and no status. So what nobody
 * watched is left out only if nothing is known to have happened for as long as a standstill may have lasted.
 *
 * @param loggedSeconds Every second in which any pod wrote to its log, as `2026-01-01T00:00:00`.
 */
export function withStandstill(
  timing: HeatTiming,
  attention: Attention,
  loggedSeconds: ReadonlySet<string>,
): HeatTiming {
  const { startedAt, endedAt, durationSeconds } = timing;
  const { watchedSeconds = 0, unansweredSeconds, pausedSeconds } = attention;
  if (unansweredSeconds >= SHORTEST_SECONDS) return disturbed(timing, noAnswer(unansweredSeconds));
  const signs = signsOfLife(timing, loggedSeconds);
  const paused = longestSilence(signs, startedAt, endedAt);
  if (pausedSeconds >= SHORTEST_SECONDS && paused >= pausedSeconds - ROUNDING_SECONDS) {
    return disturbed(timing, stoodStill(pausedSeconds, paused));
  }
  const unwatched = durationSeconds - watchedSeconds;
  if (unwatched < SHORTEST_SECONDS) return timing;
  const silence = longestSilence(signs, startedAt, later(startedAt, unwatched));
  const isLong = silence >= SHORTEST_SECONDS && silence >= durationSeconds * SMALLEST_SHARE;
  if (isLong) return disturbed(timing, unseen(unwatched, silence));
  const remark = `${nobodyWatched(unwatched)}; its record has no gap of more than ${silence.toFixed(0)} s.`;
  return { ...timing, remarks: [...(timing.remarks ?? []), remark] };
}

/** What was found out about the attention of the wait that first recorded this heat: no later reading can know it. */
export function keptStandstill({ disturbances, remarks = [] }: HeatTiming) {
  const ours = (text: string) => BEGINNINGS.some((beginning) => text.startsWith(beginning));
  return { disturbances: disturbances.filter(ours), remarks: remarks.filter(ours) };
}

const BEGINNINGS = ["The cluster gave no answer for ", "This machine stood still for ", "Nobody watched for "];

function noAnswer(seconds: number): string {
  return `The cluster gave no answer for ${seconds.toFixed(0)} s: it stood still or was out of reach.`;
}

function stoodStill(seconds: number, silence: number): string {
  return (
    `This machine stood still for ${seconds.toFixed(0)} s, and nothing is known to have happened on the cluster for ` +
    `${silence.toFixed(0)} s: it may have stood still as well.`
  );
}

function unseen(seconds: number, silence: number): string {
  return (
    `${nobodyWatched(seconds)}, and nothing is known to have happened for ${silence.toFixed(0)} s of these: ` +
    "the cluster may have stood still."
  );
}

function nobodyWatched(seconds: number): string {
  return `Nobody watched for ${seconds.toFixed(0)} s of it`;
}

function disturbed(timing: HeatTiming, reason: string): HeatTiming {
  return { ...timing, disturbances: [...timing.disturbances, reason] };
}

const INSTANTS = [
  "createdAt",
  "scheduledAt",
  "pullingAt",
  "pulledAt",
  "containerCreatedAt",
  "containerStartedAt",
  "firstLogAt",
  "lastLogAt",
  "startedAt",
  "finishedAt",
] as const satisfies readonly (keyof PodTiming)[];

/** Every instant at which something is known to have happened, in milliseconds of the cluster's clocks, in order. */
function signsOfLife({ pods, completedAt }: HeatTiming, loggedSeconds: ReadonlySet<string>): number[] {
  const instants = pods.flatMap((pod) => [...INSTANTS.map((field) => pod[field]), ...pod.itemsAt]);
  const logged = [...loggedSeconds].map((second) => `${second}Z`);
  return [...instants, ...logged, completedAt]
    .flatMap((instant) => (instant === undefined ? [] : [Date.parse(instant)]))
    .sort((a, b) => a - b);
}

/** The longest time between two signs of life from one instant to another, in seconds; both ends count as signs. */
function longestSilence(signs: readonly number[], from: string, to: string): number {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const inside = [...signs.filter((sign) => sign > first && sign < last), last];
  let longest = 0;
  inside.reduce((before, sign) => {
    longest = Math.max(longest, sign - before);
    return sign;
  }, first);
  return longest / 1000;
}

function later(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}
