import { Command, InvalidArgumentError } from "commander";
import { writeFileSync } from "node:fs";
import { markdown } from "../simulate/markdown";
import { studies } from "../simulate/tables";

interface SimulateOptions {
  readonly races: number;
  readonly seed: number;
  readonly only?: string;
  readonly out?: string;
}

const program = new Command("npm run simulate --")
  .description("Simulates races whose truth is known, and shows how often what the program says of them holds.")
  .option("--races <number>", "races in each line of the tables", wholeNumber, 1000)
  .option("--seed <number>", "the same seed gives the same tables", wholeNumber, 1)
  .option("--only <names>", `some of ${Object.keys(studies).join(", ")}`)
  .option("--out <file>", "also write the tables there, as Markdown")
  .parse();

const { races, seed, only, out } = program.opts<SimulateOptions>();
const names = only?.split(",") ?? Object.keys(studies);
const unknown = names.filter((name) => !Object.hasOwn(studies, name));
if (unknown.length > 0) {
  program.error(`Expected some of ${Object.keys(studies).join(", ")}, got ${unknown.join(", ")}.`);
}
const tables = names.flatMap((name) => studies[name]?.({ races, seed }) ?? []);
const text = markdown(tables, { races, seed });
console.log(text);
if (out !== undefined) writeFileSync(out, text);

function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new InvalidArgumentError("Expected a whole number of at least 1.");
  return Number(value);
}
