import type { RaceFacts } from "./analyse";
import type { Cost, Recommendation, Scaling } from "./scaling-results";

/** What to change; `undefined` if the heats tell too little. */
export function recommend(
  _facts: RaceFacts & { readonly scaling?: Scaling; readonly cost?: Cost },
): Recommendation | undefined {
  return undefined;
}
