import assert from "node:assert/strict";
import { analyseHeat } from "../../../../analysis/heat/heat-result";
import { instant } from "../../../fixtures/results/simulated-heat";
import { pod } from "./pod";

describe("A node whose clock is not the control plane's", () => {
  /** A heat of 12 s on the control plane's clock; the node's shows so many seconds more. */
  const skewed = (ahead: number) =>
    analyseHeat({
      lane: "a",
      round: 1,
      durationSeconds: 12,
      startedAt: instant(105, 0),
      endedAt: instant(117, 0),
      completedAt: instant(117.1, 9),
      pods: [pod("a", { created: 105.02, containerStarted: 105.6 + ahead, lastLog: 115.6 + ahead })],
    });

  for (const ahead of [-60, -8, 8, 60]) {
    it(`is seen, and the heat is timed by the control plane's clock alone (${ahead} s)`, () => {
      const { heatSeconds, makespanSeconds, phases, clockSkewSeconds } = skewed(ahead);
      assert.ok(clockSkewSeconds !== undefined && clockSkewSeconds > 1 && clockSkewSeconds <= Math.abs(ahead));
      assert.equal(heatSeconds, 12.08);
      assert.equal(makespanSeconds, 10);
      assert.equal(phases, undefined);
    });
  }

  it("is none where they differ by less than anybody can see", () => {
    for (const ahead of [-0.5, 0, 0.9]) {
      assert.equal(skewed(ahead).clockSkewSeconds, undefined);
      assert.ok(skewed(ahead).phases);
    }
  });
});
