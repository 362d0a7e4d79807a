import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { relative } from "node:path";

/** A test that the document names: its file without folder and ending, and its title. */
interface Named {
  readonly file: string;
  readonly title: string;
}

describe("The table of failures", () => {
  const rows = readFileSync("docs/failures.md", "utf8")
    .split("\n")
    .filter((line) => /^\| (?!what happens|---)/.test(line));

  it("names a test for every row", () => {
    assert.ok(rows.length >= 32);
    for (const row of rows) assert.ok(namedIn(row).length > 0, row);
  });

  it("names only tests that exist", function () {
    const existing = new Set(existingTests().map(({ file, title }) => `${file}: ${title}`));
    const missing = rows.flatMap(namedIn).filter(({ file, title }) => !existing.has(`${file}: ${title}`));
    assert.deepEqual(missing, []);
  });
});

/** In a row's last cell a file stands before the titles of its tests. */
function namedIn(row: string): Named[] {
  const cell = row.split(" | ").at(-1) ?? "";
  return cell.split("<br>").flatMap((part) => {
    const file = /^\[`([^`]+)`\]/.exec(part)?.[1] ?? "";
    return [...part.matchAll(/“([^”]+)”/g)].map(([, title = ""]) => ({ file, title }));
  });
}

/** Every test of the project, by mocha itself, which runs none of them. */
function existingTests(): Named[] {
  const args = ["--dry-run", "--reporter", "json", "test/{unit,program,e2e,long}/**/*.test.ts"];
  const env = { ...process.env, NODE_V8_COVERAGE: "" };
  const text = execFileSync(process.execPath, ["node_modules/mocha/bin/mocha.js", ...args], {
    encoding: "utf8",
    env,
    maxBuffer: 2 ** 26,
  });
  const { tests } = JSON.parse(text) as { tests: { title: string; file: string }[] };
  return tests.map(({ title, file }) => ({ title, file: relative("test", file).replace(/\.test\.ts$/, "") }));
}
