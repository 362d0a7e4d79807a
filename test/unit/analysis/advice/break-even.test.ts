import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { breakEvenItems, itemLine, meanLine, predictedSpeedup } from "../../../../analysis/advice/break-even";
import { overheadOf } from "../../../../analysis/lane/overhead";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";
import { near } from "../statistics/random";

const serial = { fixedSeconds: 3, itemSeconds: 0.8 };
const parallel = { fixedSeconds: 8.5, itemSeconds: 0.4 };

describe("The break-even", () => {
  it("is where the two lines cross, in whole multiples of the pods", () => {
    // 3 + 0.8 n = 8.5 + 0.4 n at n = 13.75.
    assert.equal(breakEvenItems(serial, parallel, 1), 14);
    assert.equal(breakEvenItems(serial, parallel, 10), 20);
  });

  it("is one multiple where the parallel lane wins anyhow", () => {
    assert.equal(breakEvenItems(serial, { fixedSeconds: 1, itemSeconds: 0.4 }, 10), 10);
  });

  it("does not exist where the parallel lane gains nothing an item", () => {
    assert.equal(breakEvenItems(serial, { fixedSeconds: 8.5, itemSeconds: 0.8 }, 10), undefined);
  });

  it("predicts the speedup from the lines", () => {
    near(predictedSpeedup(serial, parallel, 40), (3 + 32) / (8.5 + 16));
  });

  it("needs a heat's split and its items", () => {
    const split = { allowedSeconds: 8, costSeconds: 3, coarse: false };
    assert.deepEqual(itemLine(split, 10), serial);
    assert.equal(itemLine(split, undefined), undefined);
    assert.equal(itemLine({ allowedSeconds: 8, coarse: false }, 10), undefined);
  });

  it("takes the mean of the rounds' lines", () => {
    near(meanLine([serial, parallel]).fixedSeconds, 5.75);
    near(meanLine([serial, parallel]).itemSeconds, 0.6);
  });
});

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
