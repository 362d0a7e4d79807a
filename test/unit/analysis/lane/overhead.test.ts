import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { overheadOf } from "../../../../analysis/lane/overhead";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";
import { near } from "../statistics/random";

describe("The overhead", () => {
  const phases = {
    scheduleSeconds: 0.2,
    pullSeconds: 0,
    startSeconds: 1.8,
    workSeconds: 5,
    handOverSeconds: 2.5,
    completionLagSeconds: 2.1,
    unexplainedSeconds: 0,
  };

  it("is what a heat pays and what each further wave adds", () => {
    assert.deepEqual(overheadOf({ phases, criticalPods: 2 }), { heatSeconds: 3.1, waveSeconds: 3.5 });
  });

  it("of one wave has no price of a wave", () => {
    assert.deepEqual(overheadOf({ phases: { ...phases, handOverSeconds: 0 }, criticalPods: 1 }), { heatSeconds: 4.1 });
  });

  it("is divided by the pods on the critical path, which may be fewer or more than the waves", () => {
    const split = { lane: "parallel", items: 10, completions: 10, parallelism: 5 };
    const lane = (laps: readonly number[]) => {
      let item = 0;
      return analyse({ heats: [simulatedHeat(split, 1, { lap: () => laps[item++] ?? 0.8 })] }).lanes[0];
    };
    const usual = lane([]);
    assert.equal(usual?.criticalPods, 2);
    near(overheadOf(usual)?.waveSeconds, 3.21, 1e-2);
    // Two waves, but the heat's time is that of its first pod alone.
    const longFirst = lane([20]);
    assert.equal(longFirst?.criticalPods, 1);
    near(overheadOf(longFirst)?.heatSeconds, 3.21, 0.05);
    assert.equal(overheadOf(longFirst)?.waveSeconds, undefined);
    // Four slots take long, and the fifth makes three pods before the last one: two more than there are waves.
    const longChain = lane([10, 10, 10, 10, 0.8, 0.8, 0.8, 20]);
    assert.equal(longChain?.criticalPods, 4);
    near(overheadOf(longChain)?.waveSeconds, 3.21, 1e-2);
  });

  it("is absent without phases", () => {
    assert.equal(overheadOf({ criticalPods: 2 }), undefined);
  });
});
