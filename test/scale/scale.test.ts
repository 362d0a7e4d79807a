import { strict as assert } from "node:assert";
import { execa } from "execa";
import type { ScaleCost } from "../../commands/run/scale-cost";
import { projectRoot } from "../../sandbox/places";

// The bigger one is not watched closely.
for (const [pods, parallelism, most] of [
  [300, 150, { cpuSeconds: 2, extraBytes: 80e6, recordBytes: 50_000 }],
  [1_100, 400, { cpuSeconds: 3, extraBytes: 110e6, recordBytes: 60_000 }],
] as const) {
  describe(`A Job of ${pods} simulated pods`, () => {
    let cost: ScaleCost;
    let shown: string;

    before(async () => {
      const command = [
        "sandbox/bootstrap.mjs",
        "scale",
        "--pods",
        String(pods),
        "--parallelism",
        String(parallelism),
        "--json",
      ];
      const { stdout } = await execa(process.execPath, command, { cwd: projectRoot, stderr: "inherit" });
      shown = stdout;
      cost = JSON.parse(stdout.split("\n").at(-1) ?? "") as ScaleCost;
    });

    it("is recorded with every pod that the cluster had", () => {
      assert.equal(cost.podsRecorded, cost.podsThere, shown);
      // A busy Job controller may count some twice, and make no others for them.
      assert.ok(cost.podsThere >= pods * 0.95, shown);
    });

    it("is seen to end with `kubectl wait`, and recorded within 10 s though no kubelet answers for a log", () => {
      assert.ok(cost.seenAfterKubectlSeconds <= Math.max(1, cost.durationSeconds * 0.02), shown);
      assert.ok(cost.recordedAfterEndSeconds <= 10, shown);
    });

    const { cpuSeconds, extraBytes, recordBytes } = most;
    it(`costs its wait less than ${cpuSeconds} s of CPU, ${extraBytes / 1e6} MB beside Node and the SDK, and ${recordBytes / 1_000} KB of the state`, () => {
      assert.ok(cost.cpuSeconds < cpuSeconds, shown);
      assert.ok(cost.peakMemoryBytes - cost.memoryBeforeBytes < extraBytes, shown);
      assert.ok(cost.recordBytes < recordBytes, shown);
    });
  });
}
