import assert from "node:assert/strict";
import { checkMarks } from "../../../../observe/record/log-marks";
import type { LogTimes } from "../../../../observe/record/pod-log";
import { heatRequest } from "../../../fake-kubernetes/objects";
import { event, pod, stateOf } from "../state/facts";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

describe("The marks in a heat's logs", () => {
  const request = heatRequest({ completions: 1, parallelism: 1, items: 4 });
  const started = event({ name: "a.1", reason: "Started", subject: { name: "a", uid: "uid-of-a" }, at: at(0) });
  const state = stateOf([0, pod({ name: "a", phase: "Succeeded" })], [0, started]);
  const check = (marks: readonly number[], more: Partial<LogTimes> = {}, asked = request) =>
    checkMarks(
      asked,
      state,
      new Map([["uid-of-a", { firstAt: at(0.1), lastAt: at(9), itemsAt: marks.map(at), ...more }]]),
    );
  const empty = new Map([["uid-of-a", { itemsAt: [] }]]);

  it("are laps where there is one for each item", () => {
    assert.deepEqual(check([1, 2, 3, 4]), { doubtful: new Set() });
  });

  for (const [what, marks, more, words] of [
    ["no line matches", [], {}, /0 of 4 items are marked, no line matches; set `itemPattern` \(now “Item done”\)/],
    ["there are two for each", [1, 1.3, 2, 2.3, 3, 3.3, 4, 4.3], {}, /8 or more lines mark 4 items/],
    ["some are missing", [1, 2, 3], {}, /3 lines mark 4 items/],
    ["one alone is there", [1], {}, /: 1 line marks 4 items; set/],
    ["the log was rotated", [7, 8], { firstAt: at(6) }, /2 of 4 items are marked, for the first lines are gone/],
    ["the output was buffered", [8.99, 8.99, 8.99, 8.991], {}, /all 4 marks came at the same moment.*flush it/],
    [
      "lines end in a carriage return only",
      [4],
      { isOverwritten: true },
      /carriage return only; end each with a line feed/,
    ],
  ] as const) {
    it(`are no laps where ${what}, and a sentence says what to do`, () => {
      const { remark, doubtful } = check(marks, more);
      assert.match(remark ?? "", words);
      assert.deepEqual([...doubtful], ["uid-of-a"]);
    });
  }

  it("are none in a log that is empty, because nothing was written or all of it rotated away", () => {
    const { remark } = checkMarks(request, state, empty);
    assert.match(remark ?? "", /^No laps from its log: the program wrote nothing, or the node rotated all of it away/);
  });

  it("are asked for by no one where no pattern is set", () => {
    assert.deepEqual(check([], {}, { ...request, itemPattern: "" }), { doubtful: new Set() });
    assert.deepEqual(checkMarks({ ...request, itemPattern: "" }, state, empty), { doubtful: new Set() });
  });

  it("are not doubted where a log could not be read, nor of the workers of a queue", () => {
    assert.deepEqual(checkMarks(request, state, new Map()), { doubtful: new Set() });
    assert.equal(check([1, 2, 3], {}, { ...request, kind: "queue" }).remark, undefined);
  });
});
