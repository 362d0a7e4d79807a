import { globSync, readFileSync } from "node:fs";
import { load } from "js-yaml";

/** A block of shell commands in a document. */
export interface CommandBlock {
  readonly document: string;
  /** Of the fence that opens it, from 1. */
  readonly line: number;
  readonly commands: string;
  /** What stands behind `sh` on the fence: whether a test runs it, or why none can. Readers do not see it. */
  readonly mark: "run" | { readonly notRun: string } | "missing";
}

/** All documents that tell people what to type. */
export const documents: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "examples/README.md",
  ...globSync("docs/*.md").sort(),
];

/** The shell blocks of a document, in order. */
export function commandBlocks(document: string): CommandBlock[] {
  const text = readFileSync(document, "utf8");
  return [...text.matchAll(/^```(?:sh|bash|shell)\b(.*)\n([\s\S]*?)^```$/gm)].map(
    ({ index, 1: mark = "", 2: commands = "" }) => ({
      document,
      line: text.slice(0, index).split("\n").length,
      commands,
      mark: readMark(mark.trim()),
    }),
  );
}

/** What the document's YAML block with these words describes. */
export function yamlBlock(document: string, words: string): object {
  const blocks = [...readFileSync(document, "utf8").matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
    ([, text = ""]) => text,
  );
  const found = blocks.filter((text) => text.includes(words));
  if (found.length !== 1) throw new Error(`Expected one block with "${words}" in ${document}, found ${found.length}.`);
  return load(found[0] ?? "") as object;
}

function readMark(text: string): CommandBlock["mark"] {
  if (text === "run") return "run";
  const reason = /^not run: (\S.*)$/.exec(text)?.[1];
  return reason === undefined ? "missing" : { notRun: reason };
}
