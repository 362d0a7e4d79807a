import type { LaneResult } from "../results/results";

/** A lane's time that is no work: `heatSeconds + waveSeconds × (pods one after the other - 1)`. */
export interface Overhead {
  /** What a heat of one wave pays. */
  readonly heatSeconds: number;
  /** What each further wave adds; absent where no pod of the critical path had to wait for another. */
  readonly waveSeconds?: number;
}

/**
 * Splits the phases that are no work: schedule, pull and start recur with every pod on the critical path, hand-over
 * between two, the completion lag once. Not with every wave: the path may hold fewer pods than there are waves, such as
 * one very long one, or more. `undefined` without phases.
 */
export function overheadOf({
  phases,
  criticalPods,
}: Pick<LaneResult, "phases" | "criticalPods">): Overhead | undefined {
  if (!phases || !criticalPods) return undefined;
  const recurring = (phases.scheduleSeconds + phases.pullSeconds + phases.startSeconds) / criticalPods;
  const heatSeconds = recurring + phases.completionLagSeconds;
  if (criticalPods <= 1) return { heatSeconds };
  return { heatSeconds, waveSeconds: recurring + phases.handOverSeconds / (criticalPods - 1) };
}
