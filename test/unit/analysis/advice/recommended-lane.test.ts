import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { simulatedHeat, type Split } from "../../../fixtures/results/simulated-heat";

const oneshot: Split = { lane: "oneshot", items: 10, completions: 1, parallelism: 1 };
const parallel: Split = { lane: "parallel", items: 10, completions: 10, parallelism: 5 };

describe("The recommended lane", () => {
  const sweep = (settings: object, lap = () => 5, widest = 10) => {
    const lanes = [
      oneshot,
      ...[1, 2, widest].map((parallelism) => ({ ...parallel, lane: `p${parallelism}`, parallelism })),
    ];
    return analyse({ settings, heats: lanes.map((lane) => simulatedHeat(lane, 1, { lap })) }).recommendation;
  };

  it("and the recommended parallelism are one choice", () => {
    const free = sweep({});
    assert.deepEqual([free?.lane, free?.parallelism], ["p10", 10]);
    const quick = sweep({}, () => 0.1, 5);
    assert.deepEqual([quick?.lane, quick?.parallelism], ["oneshot", 1]);
    assert.match(quick?.words.at(-1) ?? "", /^But oneshot, with another number of pods, was faster on average/);
    const cheap = sweep({ deadlineSeconds: 60 });
    assert.deepEqual([cheap?.lane, cheap?.parallelism], ["oneshot", 1]);
  });
});
