import type { LaneResult } from "../results/results";

type Lane = Pick<LaneResult, "completions" | "parallelism" | "fitAtOnce">;

/**
 * Whether the two lanes ran as many pods of as many at once, though they asked for more: no more fit. More rounds would compare
 * the same with the same.
 */
export function areHeldAlike([serial, parallel]: readonly Lane[]): boolean {
  if (!serial || !parallel || serial.completions !== parallel.completions) return false;
  const isHeld = serial.fitAtOnce !== undefined || parallel.fitAtOnce !== undefined;
  return isHeld && atOnce(serial) === atOnce(parallel);
}

function atOnce({ parallelism, fitAtOnce }: Lane): number | undefined {
  return fitAtOnce ?? parallelism;
}
