import assert from "node:assert/strict";
import { Pace } from "../../../commands/run/pace";
import { fitted } from "../../../commands/run/steps";

describe("The forecast of a list of steps", () => {
  it("says how long a step takes and how long is left, from usual times at first", () => {
    const pace = new Pace([60, 240, 480]);
    assert.deepEqual(
      [0, 1, 2].map((step) => pace.forecast(step)),
      ["about 60 s; 13 min to go", "about 4 min; 12 min to go", "about 8 min"],
    );
  });

  it("follows the machine's own pace once a step has shown it", () => {
    const pace = new Pace([60, 240, 480]);
    pace.took(0, 30);
    assert.equal(pace.forecast(1), "about 2 min; 6 min to go");
  });

  it("does not judge the machine by a step of a moment", () => {
    const pace = new Pace([1, 240]);
    pace.took(0, 9);
    assert.equal(pace.forecast(1), "about 4 min");
  });
});

describe("The line that a long step shows", () => {
  it("fits into 80 columns beside its marks, with both of its ends", () => {
    const line = fitted(`812 packages compiled, now k8s.io/kubernetes/${"long/".repeat(20)}config`);
    assert.ok(line.length <= 70);
    assert.match(line, /^812 packages compiled, n….*\/config$/);
    assert.equal(fitted("kubelet is up"), "kubelet is up");
  });
});
