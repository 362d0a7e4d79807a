import * as pulumi from "@pulumi/pulumi";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";

/** What an update ends with. */
export interface UpdateEnd {
  /** For the person at the terminal: Pulumi shows it in full, unlike an output, of which it cuts all but three lines. */
  readonly text: string;
  /** Everything that was found out, as JSON. */
  readonly document: object;
  /** Where the document goes, from the project's folder, in which Pulumi runs the program. */
  readonly path: string;
}

/**
 * Where an update keeps the whole results, from the project's folder. The namespace is in it because stacks of one name
 * may exist in several backends; the namespace that a stack makes is its own.
 */
export function resultsPath(stack: string, namespace: string): string {
  return `results/${stack}/${namespace}.json`;
}

/**
 * Ends an update: keeps the document, whole or not at all, and says the text. Does nothing in a preview, where nothing
 * was raced. A folder that can't be written in is no reason to fail: the stack's state has every heat.
 */
export function endUpdate({ text, document, path }: UpdateEnd): void {
  if (pulumi.runtime.isDryRun()) return;
  const stack = pulumi.getStack();
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileAtomic(path, `${JSON.stringify(document, undefined, 2)}\n`);
    void pulumi.log.info(`${text}\n\nEvery measurement: ${path}\nOn any machine: npm run results -- --stack ${stack}`);
  } catch (error) {
    void pulumi.log.info(text);
    void pulumi.log.warn(
      `Expected to write the results to ${path}, got: ${(error as Error).message}\n` +
        `The stack's state has them: npm run results -- --stack ${stack}`,
    );
  }
}
