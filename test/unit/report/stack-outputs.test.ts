import assert from "node:assert/strict";
import { analyse } from "../../../analysis/analyse";
import { parallelDuration, serialDuration, speedup } from "../../../report/stack-outputs";

const heat = (lane: string, round: number, durationSeconds: number, disturbances: string[] = []) => ({
  lane,
  round,
  durationSeconds,
  disturbances,
});

describe("The stack's figures", () => {
  it("are those of one round's heats", () => {
    const results = analyse({ heats: [heat("oneshot", 1, 151), heat("parallel", 1, 100)] });
    assert.equal(serialDuration(results), "2m31s");
    assert.equal(parallelDuration(results), "100s");
    assert.equal(speedup(results), 1.51);
  });

  it("are Durations that a Job really had, also for an even number of rounds", () => {
    const results = analyse({ heats: [12, 15, 13, 99].map((seconds, index) => heat("oneshot", index + 1, seconds)) });
    assert.equal(serialDuration(results), "13s");
    assert.equal(parallelDuration(results), undefined);
    assert.equal(speedup(results), null);
  });

  it("leave disturbed heats out unless there is nothing else", () => {
    const results = analyse({
      heats: [heat("oneshot", 1, 99, ["Evicted."]), heat("oneshot", 2, 12), heat("parallel", 1, 77, ["Evicted."])],
    });
    assert.equal(serialDuration(results), "12s");
    assert.equal(parallelDuration(results), "77s");
  });
});
