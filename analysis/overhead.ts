import type { LaneResult } from "./results";

/** A lane's time that is no work: `heatSeconds + waveSeconds × (waves - 1)`. */
export interface Overhead {
  /** What a heat of one wave pays. */
  readonly heatSeconds: number;
  /** What each further wave adds; absent for a lane of one wave. */
  readonly waveSeconds?: number;
}

/**
 * Splits the phases that are no work: schedule, pull and start recur with every wave, hand-over between two, the
 * completion lag once. `undefined` without phases.
 */
export function overheadOf({ phases, waves }: Pick<LaneResult, "phases" | "waves">): Overhead | undefined {
  if (!phases || !waves) return undefined;
  const recurring = (phases.scheduleSeconds + phases.pullSeconds + phases.startSeconds) / waves;
  const heatSeconds = recurring + phases.completionLagSeconds;
  return waves === 1 ? { heatSeconds } : { heatSeconds, waveSeconds: recurring + phases.handOverSeconds / (waves - 1) };
}
