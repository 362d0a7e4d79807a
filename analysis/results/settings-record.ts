import type { RaceSettings } from "./results";

const KEYS = [
  "items",
  "sweep",
  "rounds",
  "untilPercent",
  "order",
  "seed",
  "warmup",
  "run",
  "image",
  "itemPattern",
  "timeoutSeconds",
  "cpuHourPrice",
  "memoryGiBHourPrice",
  "currency",
  "deadlineSeconds",
  "failIf",
] as const satisfies readonly (keyof RaceSettings)[];

/** The settings that the results record, without whatever else the object holds, or its lanes. */
export function pickSettings(settings: RaceSettings): RaceSettings {
  const { lanes } = settings;
  return {
    ...Object.fromEntries(KEYS.flatMap((key) => (settings[key] === undefined ? [] : [[key, settings[key]]]))),
    ...(lanes && { lanes: lanes.map(shapeOf) }),
  };
}

function shapeOf({ name, kind, completions, parallelism }: NonNullable<RaceSettings["lanes"]>[number]) {
  return {
    name,
    ...(kind !== undefined && kind !== "split" && { kind }),
    ...(completions !== undefined && { completions }),
    ...(parallelism !== undefined && { parallelism }),
  };
}
