import { strict as assert } from "node:assert";
import { globSync } from "node:fs";
import { basename } from "node:path";
import { projectRoot } from "../../sandbox/places";
import { settingsOf } from "./example-settings";
import { Stack } from "./stack";

/** They are raced in `package.test.ts`, where somebody has them who has only the package. */
describe("The examples that are settings", () => {
  const stacks: Stack[] = [];

  after(async () => {
    await Promise.all(stacks.map((stack) => stack.forget()));
  });

  for (const file of globSync("examples/*/Pulumi.*.yaml", { cwd: projectRoot }).sort()) {
    const example = basename(file).split(".")[1] ?? "";

    it(`preview a race, as ${example} stands`, async () => {
      const stack = await Stack.make(settingsOf(example));
      stacks.push(stack);
      const { exitCode, text } = await stack.pulumi("preview");
      assert.equal(exitCode, 0, text);
      assert.match(text, /\+ \d+ to create/);
    });
  }
});
