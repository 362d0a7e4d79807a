import { Command, CommanderError } from "commander";
import { readFileSync } from "node:fs";
import { analyse } from "../analysis/analyse";
import { banner } from "../report/formats/banner";
import { readResultsFile } from "../report/results-file/results-file";

/** Where the command reads and writes. Tests give their own. */
export interface AnalyseIo {
  /** The file's text; throws if it can't be read. */
  readonly read: (path: string) => string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Computes every statistic of a results file again, from its raw heats alone. Gives the exit code. */
export function analyseCommand(args: readonly string[], io: AnalyseIo): number {
  const command = new Command("npm run analyse --")
    .description("Compute every statistic again from the raw heats of a results file.")
    .argument("<file>", "results as the stack's `results` output has them, or hand-made: only `heats` is needed")
    .option("--json", "print the results as JSON instead of the banner")
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride();
  try {
    command.parse(args, { from: "user" });
    const [path = ""] = command.args;
    const { raw, ...input } = readResultsFile(readText(path, io), path);
    if (raw !== undefined) io.err(`${path} is shortened. The raw heats are in ${raw}: analyse that file instead.\n`);
    if (raw !== undefined && input.heats.length === 0) return 1;
    const results = analyse(input);
    const json = command.opts<{ json?: boolean }>().json === true;
    io.out(`${json ? JSON.stringify(results, undefined, 2) : banner(results)}\n`);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    io.err(`${(error as Error).message}\n`);
    return 1;
  }
}

function readText(path: string, io: AnalyseIo): string {
  try {
    return io.read(path);
  } catch (error) {
    throw new Error(`Expected a readable file, got ${(error as Error).message}`, { cause: error });
  }
}

if (require.main === module) {
  process.exitCode = analyseCommand(process.argv.slice(2), {
    read: (path) => readFileSync(path, "utf8"),
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
}
