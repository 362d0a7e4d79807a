import { strict as assert } from "node:assert";
import { oneLane } from "./one-lane";
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

  it("continues once the manifest is repaired", async () => {
    await stack.set(repaired);
    const fixed = await stack.up();
    assert.equal(fixed.exitCode, 0, fixed.text);
    const now = await uids(stack);
    assert.equal(now.get("oneshot"), uidsAtFirst.get("oneshot"));
    assert.equal(now.size, 2);
  });
});

describe("a heat that fails, and then does not", () => {
  it("is raced again with the same manifest, and its failure is recorded and marked", async () => {
    const namespace = "fixed";
    const stack = await Stack.make(
      oneLane("fails-if-told.yaml", { "job-race:items": 1, "job-race:namespace": namespace }),
    );
    await stack.kubectl("create", "namespace", namespace);
    await stack.kubectl("create", "configmap", "told", "--namespace", namespace, "--from-literal=exitCode=3");
    const failed = await stack.up();
    assert.match(failed.text, /JobFailed/);
    const [before] = await stack.jobs(namespace);

    await stack.kubectl("delete", "configmap", "told", "--namespace", namespace);
    await stack.kubectl("create", "configmap", "told", "--namespace", namespace, "--from-literal=exitCode=0");
    const raced = await stack.up();
    assert.equal(raced.exitCode, 0, raced.text);
    const results = await stack.results();
    const { raceResults } = await stack.outputs<{ raceResults: string }>();
    const [heat] = results.heats;
    const [failedTry] = heat?.failedTries ?? [];
    assert.equal(failedTry?.uid, before?.metadata.uid);
    assert.equal(failedTry?.reason, "BackoffLimitExceeded");
    assert.ok((failedTry.durationSeconds ?? 0) > 0);
    assert.notEqual(heat?.uid, failedTry.uid);
    assert.equal(results.lanes[0]?.n, 1);
    assert.match(
      raceResults,
      /Raced again, the failed tries in no statistic: only, round 1 \(BackoffLimitExceeded after \d+ s\)/,
    );
    assert.match((await stack.pulumi("preview", "--diff")).text, /unchanged/);
    await stack.end();
  });
});

/** UIDs of the stack's Jobs by their lane. */
async function uids(stack: Stack): Promise<Map<string, string>> {
  return new Map((await stack.jobs()).map(({ metadata }) => [metadata.labels["job-race/lane"] ?? "", metadata.uid]));
}
