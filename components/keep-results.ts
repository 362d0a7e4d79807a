import * as pulumi from "@pulumi/pulumi";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Where a race keeps what is too big for the stack's outputs, from the project's folder. The namespace is in it because
 * stacks of one name may exist in several backends; the namespace that a stack makes is its own.
 */
export function resultsPath(stack: string, namespace: string): string {
  return `results/${stack}/${namespace}.json`;
}

/** Writes the results to the file `path` in the folder `root`: whole or not at all, and never in a preview. */
export function keepResults(results: object, path: string, root: string): void {
  if (pulumi.runtime.isDryRun()) return;
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, `${JSON.stringify(results, undefined, 2)}\n`);
  renameSync(`${file}.part`, file);
  void pulumi.log.info(`The results are too big for the stack's outputs. All of them are in ${path}.`);
}
