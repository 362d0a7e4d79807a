import type { HeatResult, Measure } from "../results/results";

/**
 * The quantity that all lanes of this race are compared by. The heat's time is the better one, being exact to the
 * microsecond with events; but all must be measured alike, so one valid heat without it sends all to the Duration.
 */
export function measureOf(heats: readonly HeatResult[]): Measure {
  const valid = heats.filter((heat) => heat.valid);
  if (valid.length === 0 || valid.some((heat) => heat.heatSeconds === undefined)) {
    return {
      field: "durationSeconds",
      meaning: "the Job's Duration: completionTime - startTime, both cut to whole seconds",
      // Each end is off by up to a second, in the same direction.
      resolutionSeconds: 2,
    };
  }
  const resolutions = valid.map((heat) => heat.heatResolutionSeconds ?? 2);
  return {
    field: "heatSeconds",
    meaning: "first pod's creation (event) to the Job's completion (event, or completionTime if it is missing)",
    resolutionSeconds: resolutions.reduce((a, b) => Math.max(a, b)),
  };
}
