import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

describe("The README's table of outputs", () => {
  it("names every output of the stack and no other", () => {
    const [, rows = ""] = /^\| output .*\n\| -.*\n((?:\|.*\n)+)/m.exec(readFileSync("README.md", "utf8")) ?? [];
    const named = rows.split("\n").flatMap((row) => (row.split("|")[1] ?? "").match(/(?<=`)\w+(?=`)/g) ?? []);
    const [, outputs = ""] = /^export = \{\n([^]*?)^\};/m.exec(readFileSync("index.ts", "utf8")) ?? [];
    const exported = [...outputs.matchAll(/^ +(\w+): /gm)].map((match) => match[1]);
    assert.deepEqual(named.toSorted(), exported.toSorted());
  });
});
