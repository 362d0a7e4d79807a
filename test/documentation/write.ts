/** `npm run reference`: writes what documents have from the code. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../sandbox/places";
import { README_RACE, readmeRace } from "./readme-race";
import { RESULTS_REFERENCE, resultsReference } from "./results-reference";

const readme = join(projectRoot, "README.md");
writeFileSync(
  readme,
  readFileSync(readme, "utf8").replace(README_RACE, () => readmeRace()),
);
console.log("README.md has the race of test/fixtures/results/real-race.json.");
void resultsReference().then((text) => {
  writeFileSync(join(projectRoot, RESULTS_REFERENCE), text);
  console.log(`${RESULTS_REFERENCE} has the fields of analysis/results.`);
});
