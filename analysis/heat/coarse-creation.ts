import { median } from "simple-statistics";
import type { PodSpan } from "./pod-span";

/** Instants that are known better than this come from events, which have at least microseconds. */
const FINE = 1e-3;

/**
 * From the tenth pod of a Job on Kubernetes combines the events of their creation, and only the second of it is left.
 * The middle of that second is far off, as a pod with room gets its node in milliseconds: so such a pod was created
 * as long before it was scheduled as the heat's other pods were (their median), but within that second.
 */
export function placeCoarseCreations(spans: readonly PodSpan[]): PodSpan[] {
  const delays = spans.flatMap(({ created, scheduled, createdResolutionSeconds, scheduledResolutionSeconds }) =>
    created !== undefined &&
    scheduled !== undefined &&
    createdResolutionSeconds < FINE &&
    scheduledResolutionSeconds < FINE
      ? [scheduled - created]
      : [],
  );
  const usual = delays.length > 0 ? median(delays) : 0;
  return spans.map((span) => {
    const { earliestCreated: earliest, scheduled, createdResolutionSeconds: width } = span;
    if (earliest === undefined || scheduled === undefined || width < FINE || span.scheduledResolutionSeconds >= FINE) {
      return span;
    }
    const latest = Math.max(earliest, Math.min(earliest + width, scheduled));
    return {
      ...span,
      earliestCreated: Math.min(earliest, scheduled),
      created: Math.min(scheduled, Math.max(earliest, Math.min(latest, scheduled - usual))),
      createdResolutionSeconds: Math.max(latest - earliest, 1e-6),
    };
  });
}
