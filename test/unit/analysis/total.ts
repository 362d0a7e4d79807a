import type { Phases } from "../../../analysis/results/results";

/** All phases together; NaN without phases. */
export function total(phases: Phases | undefined): number {
  return phases ? (Object.values(phases) as number[]).reduce((sum, seconds) => sum + seconds, 0) : NaN;
}
