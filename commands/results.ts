import { Command } from "commander";
import writeFileAtomic from "write-file-atomic";
import { main } from "./run/session";
import { stackResults, type WhichStack } from "./run/stack-results";

const program = new Command("npm run results --")
  .description(
    "Prints everything that a race found out, as JSON, from its stack's own state. Without --stack: of what npm start raced.",
  )
  .option("--stack <name>", "a stack of your own Pulumi")
  .option("--context <name>", "what npm start raced on this context of your kubeconfig")
  .option("--out <file>", "write it to this file instead")
  .parse();

void main(async () => {
  const { out, ...which } = program.opts<WhichStack & { out?: string }>();
  const text = `${JSON.stringify(await stackResults(which), undefined, 2)}\n`;
  if (out === undefined) process.stdout.write(text);
  else await writeFileAtomic(out, text);
});
