import assert from "node:assert/strict";
import type { HeatTiming } from "../../observe/heat-timing";
import { Stack, shortRace } from "./stack";

const lane = (name: string, manifest: string, more: object = {}) => ({
  name,
  manifest: `examples/queue/${manifest}.yaml`,
  ...more,
});

/** Eight items of a tenth of a second each, in equal parts and from a queue. */
const queueRace = {
  ...shortRace,
  "job-race:items": 8,
  "job-race:itemPattern": "Item done: .*\\((?<item>[^)]+)\\)",
  "job-race:lanes": [
    lane("shards", "short-shards"),
    lane("consumers", "short-consumers", { queue: "manifests/queue.yaml", fill: "examples/queue/fill.yaml" }),
  ],
};

interface ExportedState {
  readonly deployment: { readonly resources: readonly { readonly outputs?: { readonly timing?: HeatTiming } }[] };
}

describe("A race of a queue", () => {
  it("accounts for every item, and leaves no queue behind but somebody else's", async () => {
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
      const exported = JSON.parse((await stack.pulumi("stack", "export")).text) as ExportedState;
      const timings = exported.deployment.resources.flatMap(({ outputs }) => outputs?.timing ?? []);
      const consumers = timings.find(({ lane }) => lane === "consumers");
      assert.deepEqual(consumers?.ledger, { enqueued: 8, done: 8, distinct: 8, lost: 0, duplicates: 0 });
      assert.deepEqual(consumers.disturbances, []);
      assert.equal(consumers.kind, "queue");
      assert.equal(consumers.pods.length, 2);
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
