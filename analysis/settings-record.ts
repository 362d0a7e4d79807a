import type { RaceSettings } from "./results";

const KEYS = [
  "items",
  "rounds",
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
] as const satisfies readonly (keyof RaceSettings)[];

/** The settings that the results record, without whatever else the object holds. */
export function pickSettings(settings: RaceSettings): RaceSettings {
  return Object.fromEntries(KEYS.flatMap((key) => (settings[key] === undefined ? [] : [[key, settings[key]]])));
}
