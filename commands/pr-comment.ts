import { Command } from "commander";
import writeFileAtomic from "write-file-atomic";
import { pullRequestComment } from "../report/pull-request/comment";
import { readPreview } from "../report/pull-request/preview";
import { readRace, readText } from "./run/read-race";
import { main } from "./run/session";

const program = new Command("npm run pr-comment --")
  .description("Makes a pull request's comment, as Markdown, from a preview and the last results.")
  .argument("<preview>", "what `pulumi preview --json` printed; - reads it from stdin")
  .option("--results <file>", "the last results, for the forecast")
  .option("--out <file>", "write it to this file instead of printing it")
  .parse();

void main(async () => {
  const { results, out } = program.opts<{ results?: string; out?: string }>();
  const preview = readPreview(readText(program.args[0] ?? "-"));
  const comment = pullRequestComment(preview, results === undefined ? undefined : readRace(results, readText));
  if (out === undefined) process.stdout.write(comment);
  else await writeFileAtomic(out, comment);
});
