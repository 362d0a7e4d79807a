import assert from "node:assert/strict";
import { analyseHeat } from "../../../../analysis/heat/heat-result";
import { boundsOf, packedSeconds, raceWork } from "../../../../analysis/lane/bounds";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";
import { near } from "../statistics/random";

const split = { lane: "parallel", items: 4, completions: 4, parallelism: 2 };

describe("The greedy schedule", () => {
  it("ends where Graham's does", () => {
    // Graham 1969, "Bounds on Multiprocessing Timing Anomalies": 3, 3, 2, 2, 2 on two machines end at 7, the best at 6.
    assert.equal(packedSeconds([3, 3, 2, 2, 2], 2), 7);
    // The worst case of list scheduling, 2 - 1/m, for three machines: 1 × 6, then 3.
    assert.equal(packedSeconds([1, 1, 1, 1, 1, 1, 3], 3), 5);
  });

  it("is the sum on one slot and the longest on many", () => {
    assert.equal(packedSeconds([1, 2, 3], 1), 6);
    assert.equal(packedSeconds([1, 2, 3], 9), 3);
  });
});

describe("The bounds", () => {
  it("are absent where not every pod was observed", () => {
    const heat = simulatedHeat(split, 1);
    const partial = analyseHeat({ ...heat, pods: heat.pods.slice(1) });
    assert.equal(boundsOf({ name: "parallel", parallelism: 2, completions: 4 }, [partial], {}), undefined);
  });

  it("use the container's time of a pod whose laps were not logged", () => {
    const heat = simulatedHeat(split, 1);
    const silent = analyseHeat({ ...heat, pods: heat.pods.map((pod) => ({ ...pod, itemsAt: [] })) });
    const bounds = boundsOf({ name: "parallel", parallelism: 2, completions: 4 }, [silent], {});
    near(bounds?.lapsAllowedSeconds, 1.6, 1e-3);
    assert.equal(bounds?.longestLapSeconds, undefined);
  });

  it("take the race's work from a lane whose pods have a CPU each", () => {
    const heats = [analyseHeat(simulatedHeat(split, 1))];
    const shape = { name: "parallel", items: 4, parallelism: 2, completions: 4 };
    near(raceWork([{ shape, heats }], 2).workSeconds, 3.2, 1e-5);
    assert.equal(raceWork([{ shape, heats }], 1).workSeconds, undefined);
    assert.equal(raceWork([{ shape, heats }], undefined).workSeconds, undefined);
  });
});
