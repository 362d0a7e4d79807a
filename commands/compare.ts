import { Command, CommanderError } from "commander";
import { compareRaces } from "../analysis/compare/compare-races";
import { layOut } from "../report/formats/lay-out";
import { sectionsAsMarkdown } from "../report/formats/markdown";
import { comparisonWords } from "../report/words/comparison-words";
import type { Comparison } from "../analysis/compare/comparison";
import { gate } from "./run/gate";
import { type Read, readRace, readText } from "./run/read-race";

/** Where the command reads and writes. Tests give their own. */
export interface CompareIo {
  readonly read: Read;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Width of the terminal that `out` goes to, if it is one. */
  readonly columns?: number;
}

const formats: Readonly<Record<string, (comparison: Comparison, columns?: number) => string>> = {
  table: (comparison, columns) => `${layOut(comparisonWords(comparison), columns)}\n`,
  markdown: (comparison) => sectionsAsMarkdown(comparisonWords(comparison)),
  json: (comparison) => `${JSON.stringify(comparison, undefined, 2)}\n`,
};

/** Compares two races lane by lane. Gives the exit code: 2 where `--fail-if` is true. */
export function compareCommand(args: readonly string[], io: CompareIo): number {
  const command = new Command("npm run compare --")
    .description("Says for each lane of two races how much faster or slower it became, and how sure that is.")
    .argument("<old>", "a results file; - reads it from stdin")
    .argument("<new>", "another one")
    .option("--format <name>", Object.keys(formats).join(", "), "table")
    .option("--fail-if <expression>", "end with exit code 2 if this is true, such as: lanes.parallel.high < 1")
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride();
  try {
    command.parse(args, { from: "user" });
    const { format, failIf } = command.opts<{ format: string; failIf?: string }>();
    const write = formats[format];
    if (!write) throw new Error(`Expected one of ${Object.keys(formats).join(", ")} as --format, got ${format}.`);
    const [old = "", now = ""] = command.args;
    const comparison = compareRaces(readRace(old, io.read), readRace(now, io.read));
    io.out(write(comparison, io.columns));
    const lanes = Object.fromEntries(comparison.lanes.map((lane) => [lane.name, lane]));
    return gate(failIf, { ...comparison, lanes }, io.err);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    io.err(`${(error as Error).message}\n`);
    return 1;
  }
}

if (require.main === module) {
  process.exitCode = compareCommand(process.argv.slice(2), {
    read: readText,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    ...(process.stdout.isTTY && { columns: process.stdout.columns }),
  });
}
