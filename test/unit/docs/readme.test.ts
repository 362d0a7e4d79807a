import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

describe("The README", () => {
  it("answers each of a new reader's five questions under a heading of its own", () => {
    const headings = [...readFileSync("README.md", "utf8").matchAll(/^##+ (.*)$/gm)].map(([, title]) => title);
    for (const question of [
      "What it creates",
      "What rights it needs",
      "Race your own Job",
      "What the verdict means",
      "Clean up",
    ]) {
      assert.equal(headings.filter((title) => title === question).length, 1, question);
    }
  });
});
