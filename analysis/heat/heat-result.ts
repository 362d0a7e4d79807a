import { placeCoarseCreations } from "./coarse-creation";
import { clockSkewSeconds } from "./clock-skew";
import { type Instant, readInstant } from "./moment";
import { lapsOf, summariseLaps } from "./laps";
import { type HeatEdge, type MeasuredPhases, phasesOf } from "./phases";
import { type PodSpan, podSpan } from "./pod-span";
import type { HeatResult, RecordedHeat } from "../results/results";
import { workersOf } from "./workers";
import { toMicroseconds } from "../statistics/rounding";

/** Everything that follows from the observations of one heat. Never throws: what can't be known is absent. */
export function analyseHeat(heat: RecordedHeat): HeatResult {
  const { pods = [], disturbances = [], ...recorded } = heat;
  const spans = placeCoarseCreations(pods.map(podSpan));
  const laps = pods.flatMap((pod, index) => lapsOf(pod, spans[index] ?? podSpan(pod)));
  const lapSummary = summariseLaps(laps);
  const workers = workersOf(heat, spans);
  return {
    ...recorded,
    ...makespanOf(spans),
    ...heatTimeOf(heat, spans),
    ...(laps.length > 0 && { laps }),
    ...(lapSummary && { lapSummary }),
    ...(workers && { workers }),
    ...(pods.length > 0 && { pods }),
    valid: disturbances.length === 0,
    disturbances,
  };
}

function makespanOf(spans: readonly PodSpan[]): Pick<HeatResult, "makespanSeconds" | "makespanResolutionSeconds"> {
  const work = spans.flatMap((span) => span.work ?? []);
  if (work.length === 0) return {};
  const start = least(work.map((it) => it.start));
  const end = greatest(work.map((it) => it.end));
  return {
    makespanSeconds: toMicroseconds(end - start),
    makespanResolutionSeconds: greatest(spans.map((span) => (span.work ? span.workResolutionSeconds : 0))),
  };
}

function heatTimeOf(
  heat: RecordedHeat,
  spans: readonly PodSpan[],
): Pick<HeatResult, "heatSeconds" | "heatResolutionSeconds" | "clockSkewSeconds"> & Partial<MeasuredPhases> {
  const skew = clockSkewSeconds(heat);
  // A span moves a creation back to its container's start, which is another clock's here.
  const creations = skew === undefined ? spans : (heat.pods ?? []).map(({ createdAt }) => ownCreation(createdAt));
  const starts = creations.flatMap(({ created, earliestCreated, createdResolutionSeconds }) =>
    created === undefined ? [] : [{ at: created, earliest: earliestCreated ?? created, createdResolutionSeconds }],
  );
  const ends = spans.flatMap((span) => span.work?.end ?? []);
  if (starts.length === 0 || ends.length === 0) return {};
  const start = starts.reduce((a, b) => (b.at < a.at ? b : a));
  // Another pod may have been the first, if only the second of its creation is known.
  const earliest = least(starts.map((it) => it.earliest));
  const from = { at: start.at, width: Math.max(start.createdResolutionSeconds, start.at - earliest) };
  const lastWork = skew === undefined ? greatest(ends) : -Infinity;
  const end = heatEnd(readInstant(heat.completedAt), readInstant(heat.endedAt), lastWork);
  if (end === undefined || end.at <= start.at) return {};

  return {
    heatSeconds: toMicroseconds(end.at - start.at),
    heatResolutionSeconds: toMicroseconds(from.width + end.width),
    ...(skew === undefined ? phasesOf(spans, from, end, heat) : { clockSkewSeconds: skew }),
  };
}

function ownCreation(createdAt: string): Pick<PodSpan, "created" | "earliestCreated" | "createdResolutionSeconds"> {
  const instant = readInstant(createdAt);
  return { ...(instant && { created: instant.seconds }), createdResolutionSeconds: instant?.resolutionSeconds ?? 1 };
}

/**
 * When the Job was complete: the time in its `Completed` event's name, which the controller that also names the pods'
 * creation writes right after the status. Without it, `completionTime`, which lost its fraction: the middle of the
 * second that is left when the last container's end is taken off. Our own clock can't help here: it may not be
 * subtracted from the cluster's.
 */
function heatEnd(completed: Instant | undefined, ended: Instant | undefined, lastWork: number): HeatEdge | undefined {
  if (completed) return { at: Math.max(completed.seconds, lastWork), width: completed.resolutionSeconds };
  if (!ended) return undefined;
  const earliest = Math.max(ended.seconds, lastWork);
  const latest = Math.max(ended.seconds + ended.resolutionSeconds, lastWork);
  return { at: (earliest + latest) / 2, width: latest - earliest };
}

// Math.min(...values) overflows the stack with very many pods.
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}
