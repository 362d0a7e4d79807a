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
  const each =
    rival?.items === undefined || workers === 0 ? "" : `, with ${plain(rival.items / workers)} items a worker`;
  const take = takeSeconds > 0 ? `, and taking one from the queue costs ${milliseconds(takeSeconds)} more` : "";
  const isShared = cpus !== undefined && cpus < workers;
  const place = isShared ? ` on ${count(cpus, "CPU")}` : "";
  const spread = `their work varies by ${percent(lapVariation)} (standard deviation over mean)${each}${take}`;
  const shared =
    `The ${workers} workers share the CPUs: while one is idle, the others are faster. ` +
    `With a CPU for each worker it would be ${two(withOwnCpus)}.`;
  const pays =
    paysFromVariation === undefined
      ? "However uneven such items are, a queue would not gain 5 % here on average."
      : "In whatever order such items come, a queue gains 5 % or more here on average " +
        `if they vary by ${percent(paysFromVariation)} or more.`;
  const expectation = `From the laps of ${rival?.name ?? "equal parts"} one can expect ${two(value)}${place}: ${spread}.`;
  return [expectation, ...(isShared ? [shared] : []), pays].join(" ");
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
