import { globSync, readFileSync } from "node:fs";

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

function readMark(text: string): CommandBlock["mark"] {
  if (text === "run") return "run";
  const reason = /^not run: (\S.*)$/.exec(text)?.[1];
  return reason === undefined ? "missing" : { notRun: reason };
}
