import assert from "node:assert/strict";
import { beside, queueRace } from "../e2e/queue-race";
import { Stack } from "../e2e/stack";

describe("A race of a queue whose heat failed", () => {
  it("makes and fills another queue when a heat that failed is raced again", async () => {
    const namespace = "refilled";
    const told = ["configmap", "told", "--namespace", namespace];
    const stack = await Stack.make({
      ...queueRace,
      "job-race:namespace": namespace,
      "job-race:lanes": [{ name: "only", manifest: "test/fixtures/manifests/worker-fails-if-told.yaml", ...beside }],
    });
    try {
      await stack.kubectl("create", "namespace", namespace);
      await stack.kubectl("create", ...told, "--from-literal=exitCode=3");
      const failed = await stack.up();
      assert.match(failed.text, /JobFailed/);
      // By now its queue is empty.
      await stack.kubectl("delete", ...told);
      await stack.kubectl("create", ...told, "--from-literal=exitCode=0");
      const raced = await stack.up();
      assert.equal(raced.exitCode, 0, raced.text);
      const [heat] = (await stack.results()).heats;
      assert.deepEqual(heat?.ledger, { enqueued: 8, done: 8, distinct: 8, lost: 0, duplicates: 0 });
      assert.match((await stack.pulumi("preview", "--diff")).text, /unchanged/);
    } finally {
      await stack.end();
    }
  });
});
