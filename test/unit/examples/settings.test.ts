import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { checkSettings } from "../../../plan/check-settings";

describe("The settings of the examples", () => {
  for (const file of globSync("examples/*/Pulumi.*.yaml").sort()) {
    it(`in ${file} make a race`, () => {
      const { config } = load(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
      const checked = checkSettings({
        stack: "example",
        project: "job-race",
        config: Object.fromEntries(
          Object.entries(config).map(([key, value]) => [
            key,
            typeof value === "string" ? value : JSON.stringify(value),
          ]),
        ),
        secretKeys: new Set(),
        root: process.cwd(),
        home: "nowhere",
        kubeconfigVariable: undefined,
        read: (path) => readFileSync(path, "utf8"),
      });
      assert.ok(checked.ok, JSON.stringify(checked));
      assert.ok(checked.value.plan.lanes.length >= 2);
    });
  }
});
