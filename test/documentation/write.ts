/** `npm run reference`: writes the documents that are made from the code. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../sandbox/places";
import { RESULTS_REFERENCE, resultsReference } from "./results-reference";

void resultsReference().then((text) => {
  writeFileSync(join(projectRoot, RESULTS_REFERENCE), text);
  console.log(`${RESULTS_REFERENCE} has the fields of analysis/results.`);
});
