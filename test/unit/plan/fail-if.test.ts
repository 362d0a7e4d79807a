import assert from "node:assert/strict";
import { holds, isExpression } from "../../../plan/fail-if";

const figures = {
  verdict: "parallel faster",
  speedup: { value: 1.5, low: 1.1 },
  lanes: { parallel: { medianSeconds: 20 }, "parallel-p5": { medianSeconds: 30 } },
};

describe("The expression of failIf", () => {
  it("compares figures of the results, also of lanes with a hyphen in their name", () => {
    assert.equal(holds("speedup.low < 1.2", figures), true);
    assert.equal(holds("lanes.parallel.medianSeconds > 60", figures), false);
    assert.equal(holds("'lanes.parallel-p5.medianSeconds' >= 30 and not (speedup.value < 1)", figures), true);
    assert.equal(holds('verdict == "serial faster" or speedup.low < 1', figures), false);
  });

  it("that names what the results do not have can't be known", () => {
    assert.throws(() => holds("speedup.high < 1 or lanes.x.n > 1", figures), /but they have no speedup\.high/);
  });

  it("that is none, or neither true nor false, is refused", () => {
    assert.throws(() => holds("speedup.low <", figures), /^Error: Expected an expression such as/);
    assert.throws(() => holds("speedup.low + 1", figures), /to be true or false, got 2\.1/);
    assert.throws(() => holds("speedup < 1", figures), /to be true or false, got /);
  });

  it("has a form that is known before the results are", () => {
    assert.equal(isExpression("speedup.low < 1.2 or lanes.new.n > 1"), true);
    for (const text of ["speedup.low <", "a; b", "x => 1", "speedup[0"]) assert.equal(isExpression(text), false, text);
  });

  it("reaches nothing but the figures", () => {
    for (const hostile of [
      "constructor.constructor == 1",
      "speedup.__proto__.x == 1",
      "lanes.parallel.toString == 1",
      "process.exit == 1",
      "globalThis.process == 1",
      'constructor("return process")() == 1',
      "(constructor of speedup) == 1",
    ]) {
      assert.throws(() => holds(hostile, figures), /^Error: Expected/, hostile);
    }
  });
});
