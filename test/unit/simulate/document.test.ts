import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { markdown } from "../../../simulate/markdown";
import type { Table } from "../../../simulate/table";
import { studies } from "../../../simulate/tables";

const document = readFileSync(join(__dirname, "../../../docs/simulation.md"), "utf8");

/** The rows of a section's table, the head first. */
function rowsOf(text: string, title: string): string[][] {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("|") && !/^\|[-| ]+\|$/.test(line));
  return lines.map((line) => line.slice(1, -1).split("|").map((cell) => cell.trim())); // prettier-ignore
}

describe("docs/simulation.md", () => {
  const tables: Table[] = [];
  const [, races = "0", seed = "0"] = /--races (\d+) --seed (\d+)/.exec(document) ?? [];
  const effort = { races: Number(races), seed: Number(seed) };
  before(function () {
    tables.push(...Object.values(studies).map((study) => study({ races: 1, seed: 1, draws: 8 })));
  });

  it("has the sections and words that npm run simulate writes", () => {
    const prose = (text: string): string[] => text.split("\n").filter((line) => line !== "" && !line.startsWith("|"));
    assert.ok(effort.races >= 400, `${effort.races} races a line`);
    assert.deepEqual(prose(document), prose(markdown(tables, effort)));
  });

  it("has a row for each cell that is simulated, under the same columns", () => {
    for (const { title, head, labels, rows } of tables) {
      const written = rowsOf(document, title);
      assert.deepEqual(written[0], head, title);
      const labelsOf = (all: readonly (readonly string[])[]) => all.map((row) => row.slice(0, labels));
      assert.deepEqual(labelsOf(written.slice(1)), labelsOf(rows), title);
    }
  });

  it("has the very figures that a study gives which is quick enough to repeat in full", () => {
    const { title, rows } = studies["stragglers"]?.(effort) ?? {};
    assert.deepEqual(rowsOf(document, title ?? "").slice(1), rows);
  });

  it("has figures in every other cell", () => {
    for (const { title, labels } of tables) {
      for (const row of rowsOf(document, title).slice(1)) {
        for (const cell of row.slice(labels)) assert.match(cell, /\d|^–$/, `${title}: ${row.join(", ")}`);
      }
    }
  });
});
