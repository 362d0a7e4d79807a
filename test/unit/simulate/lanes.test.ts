import assert from "node:assert/strict";
import { LATE, studyDeadlines } from "../../../simulate/deadlines";
import { studyLanes } from "../../../simulate/lanes";
import { studyStragglers } from "../../../simulate/stragglers";

const effort = { races: 200, seed: 1, draws: 1000 };
/** Two standard errors of a share of 5 % in 200 races. */
const LUCK = 0.031;

describe("Simulated races of several lanes", () => {
  it("that are equal have some interval that leaves out 1 in at most 5 %", () => {
    const [row] = studyLanes(effort, { only: "six equal lanes", rounds: [5] });
    assert.ok((row?.anyWrong ?? 1) <= 0.05 + LUCK, JSON.stringify(row));
  });

  it("name the lane that is really the fastest, and not all of them", () => {
    const rows = studyLanes({ ...effort, races: 40 }, { only: "sweep of 2, 4, 5, 10, 20 on 2 CPUs", rounds: [1, 5] });
    for (const row of rows) {
      assert.ok(row.fastestNamed >= 0.9 && row.named < 4, JSON.stringify(row));
    }
  });
});

describe("Simulated deadlines", () => {
  it("let a lane that is late in half of its heats pass in hardly any race", () => {
    for (const row of studyDeadlines(effort)) {
      assert.ok((row.relied[LATE.indexOf(0.5)] ?? 1) <= 0.04, JSON.stringify(row));
      // One round's items know nothing of what else heats differ by.
      assert.ok(row.nextCovered >= (row.rounds === 1 ? 0.85 : 0.9), JSON.stringify(row));
    }
  });
});

describe("Simulated stragglers", () => {
  it("come with an interval of the median that holds it as often as it says", () => {
    for (const row of studyStragglers(effort)) {
      assert.ok(row.warned > row.warnedInVain, JSON.stringify(row));
      assert.ok(row.medianCovered >= row.medianSaid - 0.08, JSON.stringify(row));
    }
  });
});
