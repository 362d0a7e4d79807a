import assert from "node:assert/strict";
import { breakEvenItems, itemLine, predictedSpeedup } from "../../../analysis/break-even";
import { overheadOf } from "../../../analysis/overhead";
import { near } from "./random";

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

  it("needs a lane's bounds", () => {
    const lane = { name: "a", n: 1, tainted: 0, outlierRounds: [], items: 10 };
    assert.equal(itemLine(lane), undefined);
    assert.deepEqual(itemLine({ ...lane, bounds: { lapsAllowedSeconds: 8, kubernetesCostSeconds: 3 } }), serial);
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
    assert.deepEqual(overheadOf({ phases, waves: 2 }), { heatSeconds: 3.1, waveSeconds: 3.5 });
  });

  it("of one wave has no price of a wave", () => {
    assert.deepEqual(overheadOf({ phases: { ...phases, handOverSeconds: 0 }, waves: 1 }), { heatSeconds: 4.1 });
  });

  it("is absent without phases", () => {
    assert.equal(overheadOf({ waves: 2 }), undefined);
  });
});
