import assert from "node:assert/strict";
import { count, plain, ratio } from "../../../../analysis/advice/numbers";
import { decimal, inSeconds } from "../../../../report/words/text";

describe("Numbers", () => {
  it("keep the digits that count", () => {
    const shown = [0, 3, 0.0123, 0.5, 3.14159, 12.34, 123.4, -0.5].map(decimal);
    assert.deepEqual(shown, ["0", "3", "0.012", "0.50", "3.14", "12.3", "123", "-0.50"]);
    assert.equal(inSeconds(2.5), "2.50 s");
  });

  it("of a sentence have two, and never an exponent", () => {
    const shown = [0, 3, 0.8, 3.14, 9.94, 9.96, 12.34, 140.2, 0.0123, 1e-9, -0.5].map(plain);
    const expected = ["0", "3", "0.8", "3.1", "9.9", "10", "12", "140", "0.01", "0.00", "-0.5"];
    assert.deepEqual(shown, expected);
    assert.equal(decimal(9.996), "10.0");
  });

  it("of a ratio show that it is one", () => {
    assert.deepEqual([1, 0.34, 12, 151, 9.9].map(ratio), ["1.00", "0.34", "12.0", "151", "9.90"]);
  });

  it("are counted in words", () => {
    assert.equal(count(1, "round"), "1 round");
    assert.equal(count(2, "round"), "2 rounds");
  });
});
