import * as pulumi from "@pulumi/pulumi";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Results } from "../analysis/results";
import { splitResults } from "../report/split-results";

/**
 * What the stack's outputs can hold of the results. When that is not all, all of it is in `results/STACK.json` in the
 * folder `root`, written whole or not at all, and never in a preview.
 */
export function keepResults(results: Results, stack: string, root: string): Results {
  const path = `results/${stack}.json`;
  const { outputs, raw } = splitResults(results, path);
  if (raw !== undefined && !pulumi.runtime.isDryRun()) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, `${JSON.stringify(raw, undefined, 2)}\n`);
    renameSync(`${file}.part`, file);
  }
  return outputs;
}
