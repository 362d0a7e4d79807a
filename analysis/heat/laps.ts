import type { PodTiming } from "../../observe/heat-timing";
import { readInstant } from "./moment";
import type { PodSpan } from "./pod-span";
import type { Lap, LapSummary } from "../results/results";
import { toMicroseconds } from "../statistics/rounding";
import { summarise } from "../statistics/summary";

/**
 * The laps of one pod. The first one counts from the container's start, and is left out if that is not known better
 * than to the second.
 */
export function lapsOf(pod: PodTiming, span: PodSpan): Lap[] {
  const items = pod.itemsAt.map((text) => readInstant(text)?.seconds);
  const start = (pod.containerStartedAt ?? pod.firstLogAt) ? span.work?.start : undefined;
  return items.flatMap((at, index) => {
    const before = index === 0 ? start : items[index - 1];
    if (at === undefined || before === undefined) return [];
    return [{ pod: pod.name, item: index + 1, seconds: toMicroseconds(Math.max(0, at - before)) }];
  });
}

export function summariseLaps(laps: readonly Lap[]): LapSummary | undefined {
  const summary = summarise(laps.map((lap) => lap.seconds));
  if (!summary) return undefined;
  const { n, minSeconds, medianSeconds, maxSeconds } = summary;
  return { n, minSeconds, medianSeconds, maxSeconds };
}
