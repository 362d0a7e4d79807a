import { strict as assert } from "node:assert";
import { shortRace, Stack, type Outcome } from "./stack";

describe("a heat that fails on a real cluster", () => {
  const failing = {
    ...shortRace,
    "job-race:items": 2,
    "job-race:lanes": [
      { name: "oneshot", manifest: "manifests/job-oneshot.yaml" },
      { name: "parallel", manifest: "test/fixtures/manifests/fails.yaml" },
    ],
  };
  const repaired = {
    ...failing,
    "job-race:lanes": [
      { name: "oneshot", manifest: "manifests/job-oneshot.yaml" },
      { name: "parallel", manifest: "manifests/job-parallel.yaml", completions: 2, parallelism: 2 },
    ],
  };
  let stack: Stack;
  let first: Outcome;
  let again: Outcome;
  let uidsAtFirst: Map<string, string>;
  let uidsAgain: Map<string, string>;

  before(async () => {
    stack = await Stack.make(failing);
    first = await stack.up();
    uidsAtFirst = await uids(stack);
    again = await stack.up();
    uidsAgain = await uids(stack);
  });

  after(async () => {
    await stack.end();
  });

  it("ends the update with Kubernetes' reason and the pod's last log lines", () => {
    assert.notEqual(first.exitCode, 0);
    assert.match(first.text, /JobFailed/);
    assert.match(first.text, /BackoffLimitExceeded/);
    assert.match(first.text, /ended with exit code 3/);
    assert.match(first.text, /Workload exiting/);
  });

  it("keeps the heats before it, and races only the failed one at the next update", () => {
    assert.notEqual(again.exitCode, 0);
    assert.equal(uidsAgain.get("oneshot"), uidsAtFirst.get("oneshot"));
    assert.notEqual(uidsAgain.get("parallel"), uidsAtFirst.get("parallel"));
  });

  it("goes on once the manifest is repaired", async () => {
    await stack.set(repaired);
    const mended = await stack.up();
    assert.equal(mended.exitCode, 0, mended.text);
    const now = await uids(stack);
    assert.equal(now.get("oneshot"), uidsAtFirst.get("oneshot"));
    assert.equal(now.size, 2);
  });
});

/** UIDs of the stack's Jobs by their lane. */
async function uids(stack: Stack): Promise<Map<string, string>> {
  return new Map((await stack.jobs()).map(({ metadata }) => [metadata.labels["job-race/lane"] ?? "", metadata.uid]));
}
