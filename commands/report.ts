import { Command, CommanderError } from "commander";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { formatList, formatNamed, formats } from "../report/formats/formats";
import type { Results } from "../analysis/results/results";
import { figuresOf } from "../report/figures";
import { gate } from "./run/gate";
import { stackResults } from "./run/stack-results";
import { type Read, readRace, readText } from "./run/read-race";

/** Where the command reads and writes. Tests give their own. */
export interface ReportIo {
  readonly read: Read;
  /** What the state of a stack tells. */
  readonly ofStack: (name: string) => Promise<Results>;
  /** Writes the file: whole or not at all. */
  readonly write: (path: string, text: string) => Promise<void>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Width of the terminal that `out` goes to, if it is one. */
  readonly columns?: number;
}

interface ReportOptions {
  readonly format?: string;
  readonly out?: string;
  readonly failIf?: string;
  readonly stack?: string;
}

/**
 * Computes every statistic of a race again, from its raw heats alone, and writes it down. Gives the exit code: 2 where
 * `--fail-if` is true.
 */
export async function reportCommand(args: readonly string[], io: ReportIo): Promise<number> {
  const command = new Command("npm run report --")
    .description("Computes every statistic of a race again, from its raw heats alone, and writes it down.")
    .argument("[file]", "a results file, ours or hand-made (only `heats` is needed); - reads it from stdin")
    .option("--stack <name>", "instead of a file: from the state of a stack of your own Pulumi")
    .option("--format <name>", "one of those below (default: what the name of --out says, else banner)")
    .option("--out <path>", "the file to write; without it, the document is printed")
    .option("--fail-if <expression>", "end with exit code 2 if this is true, such as: speedup.low < 1.2")
    .addHelpText("after", `\nFormats:\n${formatList()}`)
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride();
  try {
    command.parse(args, { from: "user" });
    const { format: name, out, failIf, stack } = command.opts<ReportOptions>();
    const format = formatNamed(name ?? formatOf(out));
    const [file] = command.args;
    if ((file === undefined) === (stack === undefined)) {
      throw new Error("Expected a results file or --stack NAME, one of them: `npm run report -- --help` says more.");
    }
    const results = stack === undefined ? readRace(file ?? "-", io.read) : await io.ofStack(stack);
    const document = await format.render(results, out === undefined ? io.columns : undefined);
    if (out === undefined) {
      io.out(document);
    } else {
      await io.write(out, document);
      io.out(`Wrote ${out}.\n`);
    }
    return gate(failIf ?? results.settings.failIf, figuresOf(results), io.err);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    io.err(`${(error as Error).message}\n`);
    return 1;
  }
}

/** The first format with the longest extension that fits: `.trace.json` is no other JSON. */
function formatOf(out = ""): string {
  const fitting = formats.filter(({ extension }) => out.endsWith(`.${extension}`));
  return fitting.sort((a, b) => b.extension.length - a.extension.length)[0]?.name ?? "banner";
}

async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomic(path, text);
}

if (require.main === module) {
  void reportCommand(process.argv.slice(2), {
    read: readText,
    ofStack: (stack) => stackResults({ stack }),
    write: writeWhole,
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    ...(process.stdout.isTTY && { columns: process.stdout.columns }),
  }).then((code) => (process.exitCode = code));
}
