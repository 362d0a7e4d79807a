import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../../analysis/analyse";
import type { RaceSettings, Results } from "../../../analysis/results/results";
import { readResultsFile } from "../../../report/results-file/results-file";

/**
 * What a sandbox on a quiet machine of two CPUs measured: 40 keys, 5 rounds, two lanes and a sweep of 2, 3, 10. The README's
 * first race is this one. `more` are settings that change no heat, such as prices.
 */
export function realRace(more: RaceSettings = {}): Results {
  const path = join(__dirname, "../../fixtures/results/real-race.json");
  const { settings, ...race } = readResultsFile(readFileSync(path, "utf8"), "real-race.json");
  return analyse({ ...race, settings: { ...settings, ...more } });
}
