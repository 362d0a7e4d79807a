import type { HeatResult, RaceSettings, Results } from "../analysis/results/results";

/** Above this many bytes of JSON the results don't fit a stack's outputs well. */
export const OUTPUT_BYTES = 200_000;

export interface SplitResults {
  /** What goes into the stack's outputs. */
  readonly outputs: Results;
  /** What must be written to the file that `outputs.raw` names; absent if the outputs hold everything. */
  readonly raw?: Results;
}

/**
 * Keeps small results as they are. Big ones lose, until they fit, each heat's pods and laps, then everything but each
 * heat's times, then the heats, and at last all but the first two lanes; `raw` says where all of it is.
 */
export function splitResults(results: Results, rawPath: string, bytes = OUTPUT_BYTES): SplitResults {
  if (sizeOf(results) <= bytes) return { outputs: results };
  const forms = [withoutPods, timesOnly].map((form): Results => ({
    ...results,
    heats: results.heats.map(form),
    raw: rawPath,
  }));
  const noHeats = { ...results, heats: [], raw: rawPath };
  const outputs = [...forms, noHeats].find((form) => sizeOf(form) <= bytes) ?? headline(noHeats);
  return { outputs, raw: results };
}

/** The result and the advice, of the lanes the two that the speedup is about: as small whatever was raced. */
function headline(results: Results): Results {
  const short: { -readonly [Key in keyof Results]: Results[Key] } = { ...results, lanes: results.lanes.slice(0, 2) };
  const settings: { -readonly [Key in keyof RaceSettings]: RaceSettings[Key] } = { ...results.settings };
  delete settings.lanes;
  delete settings.sweep;
  delete short.scaling;
  delete short.cost;
  return { ...short, settings };
}

/** The laps stay as their summary, the cluster's facts in the results. */
function withoutPods(heat: HeatResult): HeatResult {
  const short: { -readonly [Key in keyof HeatResult]: HeatResult[Key] } = { ...heat };
  delete short.pods;
  delete short.laps;
  delete short.cluster;
  return short;
}

function timesOnly({
  lane,
  round,
  durationSeconds,
  heatSeconds,
  makespanSeconds,
  valid,
  disturbances,
}: HeatResult): HeatResult {
  return {
    lane,
    round,
    durationSeconds,
    ...(heatSeconds !== undefined && { heatSeconds }),
    ...(makespanSeconds !== undefined && { makespanSeconds }),
    valid,
    disturbances,
  };
}

function sizeOf(results: Results): number {
  return Buffer.byteLength(JSON.stringify(results));
}
