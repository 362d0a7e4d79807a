import type { z } from "zod";
import type { AnalyseInput } from "../../analysis/analyse";
import { incomparable, isObject } from "./comparable-heats";
import { firstMistakes, MOST_HEATS, shown } from "./reasonable";
import { resultsFile } from "./results-file-schema";

/**
 * Reads the text of a results file, ours or hand-made: of everything in it, the raw heats, and if they are there the
 * order of the lanes, the settings and the cluster. What can be computed is ignored.
 *
 * @throws Error that lists every mistake, the first twenty in full.
 */
export function readResultsFile(text: string, name: string): AnalyseInput {
  const value = parseJson(text, name);
  refuseHeadline(value, name);
  refuseTooMany(value, name);
  const mistakes: string[] = [];
  try {
    const parsed = resultsFile.safeParse(value, { reportInput: true });
    mistakes.push(
      ...firstMistakes([...(parsed.success ? [] : parsed.error.issues.map(describe)), ...incomparable(value)]),
    );
    if (parsed.success && mistakes.length === 0) return parsed.data;
  } catch (error) {
    // What nests without end exhausts the stack of whoever walks through it.
    if (!(error instanceof RangeError)) throw error;
    throw new Error(`Expected a race's results in ${name}, got lists or objects nested deeper than those.`, {
      cause: error,
    });
  }
  throw new Error(
    [`${name} has ${mistakes.length === 1 ? "a mistake" : "mistakes"}:`, ...mistakes.map((it) => `  ${it}`)].join("\n"),
  );
}

function refuseTooMany(value: unknown, name: string): void {
  const heats = isObject(value) ? value["heats"] : undefined;
  if (!Array.isArray(heats) || heats.length <= MOST_HEATS) return;
  const [most, got] = [MOST_HEATS, heats.length].map((it) => it.toLocaleString("en-US"));
  throw new Error(`Expected at most ${most} heats in ${name}, got ${got}: split the file by rounds.`);
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
    // Editors of some systems begin a file with an invisible byte-order mark.
    return JSON.parse(json.replace(/^\ufeff/, "")) as unknown;
  } catch (error) {
    if (error instanceof RangeError) {
      throw new Error(`Expected a race's results in ${name}, got lists or objects nested deeper than those.`, {
        cause: error,
      });
    }
    throw new Error(`${name} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");
  return `${where.replace(/^\./, "") || "the file"}: ${issue.message}, got ${shown(issue.input)}`;
}
