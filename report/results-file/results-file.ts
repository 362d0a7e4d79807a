import type { z } from "zod";
import type { AnalyseInput } from "../../analysis/analyse";
import { incomparable, isObject } from "./comparable-heats";
import { resultsFile } from "./results-file-schema";

/**
 * Reads the text of a results file, ours or hand-made: of everything in it, the raw heats, and if they are there the
 * order of the lanes, the settings and the cluster. What can be computed is ignored.
 *
 * @throws Error that lists every mistake.
 */
export function readResultsFile(text: string, name: string): AnalyseInput {
  const value = parseJson(text, name);
  refuseHeadline(value, name);
  const parsed = resultsFile.safeParse(value, { reportInput: true });
  const mistakes = [...(parsed.success ? [] : parsed.error.issues.map(describe)), ...incomparable(value)];
  if (parsed.success && mistakes.length === 0) return parsed.data;
  const count = mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`;
  throw new Error([`${name} has ${count}:`, ...mistakes.map((mistake) => `  ${mistake}`)].join("\n"));
}

/** The stack's outputs have no heats. */
function refuseHeadline(value: unknown, name: string): void {
  if (!isObject(value) || "heats" in value || !("results" in value || "schemaVersion" in value)) return;
  throw new Error(
    `Expected all of a race's results in ${name}, got the stack's outputs, which have the headline only. ` +
      `\`npm run results -- --stack STACK --out ${name}\` gets them all.`,
  );
}

function parseJson(json: string, name: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    throw new Error(`${name} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return `${where.replace(/^\./, "") || "the file"}: ${issue.message}, got ${show(issue.input)}`;
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}
