import { strict as assert } from "node:assert";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shared } from "./sandbox";
import { shortRace, Stack } from "./stack";

describe("A preview with nothing deployed", () => {
  let folder = "";

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "job-race-preview-"));
    const text = await readFile(shared.kubeconfig, "utf8");
    // Nothing ever listens on port 1.
    await writeFile(join(folder, "unreachable"), text.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:1"));
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  for (const [what, kubeconfig] of [
    ["when the cluster can't be reached", "unreachable"],
    ["without any kubeconfig", "absent"],
  ] as const) {
    it(`shows the whole plan ${what}`, async () => {
      const stack = await Stack.make(shortRace, { ...shared, kubeconfig: join(folder, kubeconfig) });
      const { exitCode, text } = await stack.pulumi("preview");
      assert.equal(exitCode, 0, text);
      for (const name of ["oneshot-r1", "oneshot-r1-timing", "parallel-r1", "parallel-r1-timing"])
        assert.match(text, new RegExp(`\\+ .* ${name} create`));
      await stack.forget();
    });
  }
});
