import { CONFIDENCE } from "../statistics/log-interval";
import { tQuantile } from "../statistics/student-t";

/** More than this many nobody races; and a speedup so near 1 that it would take them is no difference to act on. */
const MOST = 50;
/** What 80 % of a normal distribution lie below, in standard deviations. */
const POWER_OF_80_PERCENT = 0.8416;

/**
 * The fewest rounds whose interval leaves out 1 in four of five races, if the speedup's logarithm and the deviation of
 * a round's really are these. The t interval is `t s / sqrt(n)` wide to each side, and the mean lies `0.84 s / sqrt(n)`
 * nearer to 1 than the truth in one of five. `undefined` if more than 50 would be needed.
 */
export function roundsToDecide(
  logSpeedup: number,
  roundDeviation: number,
  confidence: number = CONFIDENCE,
): number | undefined {
  for (let n = 2; n <= MOST; n++) {
    const reach = tQuantile((1 + confidence) / 2, n - 1) + POWER_OF_80_PERCENT;
    if (Math.abs(logSpeedup) * Math.sqrt(n) >= reach * roundDeviation) return n;
  }
  return undefined;
}
