import * as pulumi from "@pulumi/pulumi";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";
import { failure, JUDGED_BY_COMMAND } from "../plan/fail-if";

/** An expression over figures of the results. */
export interface Judged {
  readonly failIf?: string | undefined;
  readonly figures: object;
}

/** What an update ends with. */
export interface UpdateEnd {
  /** For the person at the terminal: Pulumi shows it in full, unlike an output, of which it cuts all but three lines. */
  readonly text: string;
  /** Everything that was found out, as JSON. */
  readonly document: object;
  /** Where the document goes, from the project's folder, in which Pulumi runs the program. */
  readonly path: string;
  /** Whether the update is to fail for what was found out. */
  readonly judged?: Judged;
}

/**
 * Where an update keeps the whole results, from the project's folder. The namespace is in it because stacks of one name
 * may exist in several backends; the namespace that a stack makes is its own.
 */
export function resultsPath(stack: string, namespace: string): string {
  return `results/${stack}/${namespace}.json`;
}

/**
 * Ends an update: keeps the document, whole or not at all, says the text, and then judges. Does nothing in a preview, where
 * nothing was raced. A folder that can't be written in is no reason to fail: the stack's state has every heat.
 *
 * @throws {pulumi.RunError} as `judge` does.
 */
export function endUpdate(end: UpdateEnd): void {
  if (pulumi.runtime.isDryRun()) return;
  tell(end);
  if (end.judged) judge(end.judged);
}

/**
 * Ends the update with an exit code other than 0 where `failIf` is true, but not in a preview, nor for a command that
 * judges the results itself. Heats and outputs are kept all the same.
 *
 * @throws {pulumi.RunError} that says which expression is true, or why it can't be judged: that is no pass.
 */
export function judge({ failIf, figures }: Judged): void {
  if (pulumi.runtime.isDryRun() || process.env[JUDGED_BY_COMMAND] !== undefined) return;
  const why = failureOrError(failIf, figures);
  if (why === undefined) return;
  const error = new pulumi.RunError(
    `${why}\nEvery heat is recorded, and \`pulumi stack output\` shows what was found out.`,
  );
  // Of what is thrown once the program itself has ended, Pulumi shows the stack.
  error.stack = error.message;
  throw error;
}

function failureOrError(failIf: string | undefined, figures: object): string | undefined {
  try {
    return failure(failIf, figures);
  } catch (error) {
    return (error as Error).message;
  }
}

function tell({ text, document, path }: UpdateEnd): void {
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
