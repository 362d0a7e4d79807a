import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { examples } from "../../../commands/run/examples";
import { checkRace } from "../../../plan/check-race";

describe("The examples of npm start", () => {
  for (const [name, settings] of Object.entries(examples)) {
    it(`can be planned: ${name}`, () => {
      const checked = checkRace(settings, "dev", (path) => readFileSync(path, "utf8"));
      assert.ok(checked.ok, JSON.stringify(checked));
      assert.ok(checked.value.plan.lanes.some(({ kind }) => kind === "queue"));
    });
  }
});
