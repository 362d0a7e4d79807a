import type { RecordedHeat } from "../results/results";
import { toMicroseconds } from "../statistics/rounding";
import { type Instant, readInstant } from "./moment";

/** Less is what rounding to whole seconds and a busy machine may do. */
const LEAST_SKEW_SECONDS = 1;

/**
 * By how many seconds at least the clocks of the nodes and of the control plane contradict each other: a container that
 * ran before its pod had a node, or still ran when its Job was complete. `undefined` where they agree.
 */
export function clockSkewSeconds({ pods = [], completedAt, endedAt }: RecordedHeat): number | undefined {
  const ended = latest(readInstant(completedAt) ?? readInstant(endedAt));
  const contradictions = pods.flatMap((pod) => {
    const placed = readInstant(pod.scheduledAt) ?? readInstant(pod.createdAt);
    const began = latest(
      readInstant(pod.containerStartedAt) ?? readInstant(pod.firstLogAt) ?? readInstant(pod.startedAt),
    );
    const stopped = readInstant(pod.lastLogAt) ?? readInstant(pod.finishedAt);
    return [
      ...(placed === undefined || began === undefined ? [] : [placed.seconds - began]),
      ...(stopped === undefined || ended === undefined ? [] : [stopped.seconds - ended]),
    ];
  });
  const worst = contradictions.reduce((most, seconds) => Math.max(most, seconds), 0);
  return worst > LEAST_SKEW_SECONDS ? toMicroseconds(worst) : undefined;
}

/** The last moment that an instant of this resolution may mean. */
function latest(instant: Instant | undefined): number | undefined {
  return instant && instant.seconds + instant.resolutionSeconds;
}
