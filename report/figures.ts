import type { Results } from "../analysis/results/results";
import { headline } from "./headline";

/**
 * What an expression of `failIf` can name: the results, with the lanes by their names and the median of the time that
 * they are compared by, such as `speedup.low`, `lanes.parallel.medianSeconds`, `scaling.bestParallelism`.
 */
export function figuresOf(results: Results): object {
  const short = headline(results);
  const lanes = results.lanes.map((lane) => [lane.name, { ...lane, ...short.lanes[lane.name] }] as const);
  return { ...results, ...short, speedup: results.speedup, lanes: Object.fromEntries(lanes) };
}
