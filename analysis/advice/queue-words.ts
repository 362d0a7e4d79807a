import type { RaceFacts } from "../results/race-facts";
import type { ExpectedGain, LaneResult, QueueGain } from "../results/results";
import { count, plain } from "./numbers";

/** Whether a queue pays here, and what that depends on: one paragraph a queue's lane. */
export function queueWords({
  lanes,
  queues = [],
}: Pick<RaceFacts, "lanes"> & { readonly queues?: readonly QueueGain[] }): string[] {
  return queues.map((queue) => {
    const [lane, rival] = [queue.lane, queue.rival].map((name) => lanes.find((candidate) => candidate.name === name));
    return [measuredWords(queue), tailWords(lane, rival), queue.expected && expectedWords(queue.expected, rival)]
      .filter((words) => words)
      .join(" ");
  });
}

function measuredWords({ lane, rival, measured }: QueueGain): string {
  const { value, low, high } = measured;
  const known = low !== undefined && high !== undefined;
  const range = known ? ` (95 % sure: ${two(low)} to ${two(high)})` : "";
  const how = `${lane} was ${two(value)} times as fast as ${rival}${range}`;
  if (known && low > 1) return `The queue pays: ${how}, which makes the same items in equal parts.`;
  if (known && high < 1) return `The queue does not pay: ${how}, which makes the same items in equal parts.`;
  return `No gain of the queue can be detected: ${how}, which makes the same items in equal parts.`;
}

/** What the tails bound: a perfect queue can win back no more than the static lane's workers were idle. */
function tailWords(lane: LaneResult | undefined, rival: LaneResult | undefined): string {
  const [idle, idleThere] = [lane?.workers?.idleTail, rival?.workers?.idleTail];
  if (idle === undefined || idleThere === undefined) return "";
  return `Its workers had nothing left to do for ${percent(idle)} of their time, those of ${rival?.name ?? ""} for ${percent(idleThere)}.`;
}

/** The gain that the laps let one expect, and how uneven they would have to be. */
function expectedWords(expected: ExpectedGain, rival: LaneResult | undefined): string {
  const { lapVariation, takeSeconds, cpus, value, withOwnCpus, paysFromVariation } = expected;
  const workers = rival?.parallelism ?? 0;
  const each = rival?.items === undefined || workers === 0 ? "" : `, ${plain(rival.items / workers)} a worker`;
  const take = takeSeconds > 0 ? `, and take ${milliseconds(takeSeconds)} more to get from the queue` : "";
  const items = `By the laps of ${rival?.name ?? "equal parts"}, whose items' work varies by ${percent(lapVariation)}${each}${take}`;
  const isShared = cpus !== undefined && cpus < workers;
  const expectation = isShared
    ? `${items}, pulling should be ${two(value)} times as fast on the ${count(cpus, "CPU")} that ${workers} workers share: while one is idle, the others are faster. With a CPU for each worker it would be ${two(withOwnCpus)} times.`
    : `${items}, pulling should be ${two(value)} times as fast.`;
  const pays =
    paysFromVariation === undefined
      ? "Whatever the order of the items and however uneven they are, it would not gain 5 % here on average."
      : `With such items in any order it gains 5 % or more here, on average, from a variation of ${percent(paysFromVariation)} on.`;
  return `${expectation} ${pays}`;
}

function milliseconds(seconds: number): string {
  return `${plain(seconds * 1000)} ms`;
}

function two(value: number): string {
  return value.toFixed(2);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
