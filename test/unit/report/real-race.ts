import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../../analysis/analyse";
import type { Results } from "../../../analysis/results/results";
import { readResultsFile } from "../../../report/results-file/results-file";

/** What a sandbox measured on a busy machine: 40 items, 5 rounds, two lanes and a sweep of 1, 2, 5, 10. */
export function realRace(): Results {
  const path = join(__dirname, "../../fixtures/results/real-race.json");
  return analyse(readResultsFile(readFileSync(path, "utf8"), "real-race.json"));
}
