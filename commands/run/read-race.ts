import { readFileSync } from "node:fs";
import { analyse } from "../../analysis/analyse";
import type { Results } from "../../analysis/results/results";
import { readResultsFile } from "../../report/results-file/results-file";

/** The text of a file; throws if it can't be read. */
export type Read = (path: string) => string;

/** `-` is the standard input. */
export function readText(path: string): string {
  return readFileSync(path === "-" ? process.stdin.fd : path, "utf8");
}

/**
 * The race of a results file, with every statistic computed again from its raw heats.
 *
 * @throws Error that says what is wrong with the file.
 */
export function readRace(path: string, read: Read): Results {
  const name = path === "-" ? "The standard input" : path;
  return analyse(readResultsFile(textOf(path, read), name));
}

function textOf(path: string, read: Read): string {
  try {
    return read(path);
  } catch (error) {
    throw new Error(`Expected a readable file, got ${(error as Error).message}`, { cause: error });
  }
}
