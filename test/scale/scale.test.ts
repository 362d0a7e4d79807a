import { strict as assert } from "node:assert";
import { execa } from "execa";
import type { ScaleCost } from "../../commands/run/scale-cost";
import { projectRoot } from "../../sandbox/places";

const PODS = 300;

describe("A Job of 300 simulated pods", () => {
  let cost: ScaleCost;
  let shown: string;

  before(async () => {
    const command = ["sandbox/bootstrap.mjs", "scale", "--pods", String(PODS), "--parallelism", "150", "--json"];
    const { stdout } = await execa(process.execPath, command, { cwd: projectRoot, stderr: "inherit" });
    shown = stdout;
    cost = JSON.parse(stdout.split("\n").at(-1) ?? "") as ScaleCost;
  });

  it("is recorded with every pod that the cluster had", () => {
    assert.deepEqual([cost.podsRecorded, cost.podsThere], [PODS, PODS], shown);
  });

  it("is seen to end with `kubectl wait`, and recorded within 10 s though no kubelet answers for a log", () => {
    assert.ok(cost.seenAfterKubectlSeconds <= Math.max(1, cost.durationSeconds * 0.02), shown);
    assert.ok(cost.recordedAfterEndSeconds <= 10, shown);
  });

  it("costs its wait less than 2 s of CPU, 80 MB beside Node and the SDK, and 50 KB of the state", () => {
    assert.ok(cost.cpuSeconds < 2, shown);
    assert.ok(cost.peakMemoryBytes - cost.memoryBeforeBytes < 80e6, shown);
    assert.ok(cost.recordBytes < 50_000, shown);
  });
});
