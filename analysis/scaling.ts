import type { RaceFacts } from "./analyse";
import type { Scaling } from "./scaling-results";

/** How the time depends on the parallelism; `undefined` without a sweep. */
export function scalingOf(_facts: RaceFacts): Scaling | undefined {
  return undefined;
}
