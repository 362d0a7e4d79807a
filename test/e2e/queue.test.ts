import assert from "node:assert/strict";
import { queueRace } from "./queue-race";
import { Stack } from "./stack";

describe("A race of a queue", () => {
  it("accounts for every item, also for one whose worker is killed, and leaves no queue behind but somebody else's", async () => {
    const stack = await Stack.make(queueRace);
    const foreign = "default";
    try {
      await stack.kubectl(
        "run",
        "queue",
        "--namespace",
        foreign,
        "--image",
        "job-race.local/keygen:sandbox",
        "--labels",
        "chapter=jobs",
      );
      const up = await stack.up();
      assert.equal(up.exitCode, 0, up.text);
      const results = await stack.results();
      assert.deepEqual(
        results.lanes.map(({ name, n, disturbed }) => [name, n, disturbed]),
        [["shards", 1, 0], ["consumers", 1, 0], ["killed", 0, 1]], // prettier-ignore
      );
      const [, consumers, killed] = results.heats;
      assert.deepEqual(consumers?.ledger, { enqueued: 8, done: 8, distinct: 8, lost: 0, duplicates: 0 });
      assert.equal(consumers.kind, "queue");
      assert.equal(consumers.pods?.length, 2);
      assert.ok((consumers.workers?.betweenItemsSeconds ?? 1) < 0.5);
      // The classic queue forgets an item once it hands it out.
      assert.deepEqual(killed?.ledger, { enqueued: 8, done: 7, distinct: 7, lost: 1, duplicates: 0 });
      assert.ok(killed.disturbances.includes("1 of 8 items was lost."), killed.disturbances.join());
      const beside = await stack.kubectl("get", "pods", "--namespace", await stack.namespace(), "--output", "name");
      assert.doesNotMatch(beside, /queue-/, "a queue's Pod ends with its heat");
      const refreshed = await stack.pulumi("preview", "--refresh", "--diff");
      assert.match(refreshed.text, /unchanged/);
      assert.doesNotMatch(refreshed.text, /to (create|replace)/);
      const end = await stack.pulumi("destroy", "--yes", "--skip-preview");
      assert.equal(end.exitCode, 0, end.text);
      const pods = await stack.kubectl("get", "pods", "--all-namespaces", "--output", "name");
      // Other tests race on this cluster at the same time.
      assert.deepEqual(
        pods.split("\n").filter((name) => /^pod\/(queue|fill|consumers|shards)/.test(name)),
        ["pod/queue"],
      );
    } finally {
      await stack.kubectl("delete", "pod", "queue", "--namespace", foreign, "--ignore-not-found", "--now");
      await stack.end();
    }
  });
});
