import assert from "node:assert/strict";
import { count, decimal, inSeconds, shorten, table, wrap } from "../../../report/text";

describe("Wrapped text", () => {
  it("keeps to the width with its indent", () => {
    assert.deepEqual(wrap("one two three four", 11, "  "), ["  one two", "  three", "  four"]);
  });

  it("leaves a long word whole, and has no line for no word", () => {
    assert.deepEqual(wrap("a incomprehensibilities b", 5), ["a", "incomprehensibilities", "b"]);
    assert.deepEqual(wrap("  "), []);
  });
});

describe("A table", () => {
  it("aligns its first column to the left and the others to the right", () => {
    assert.deepEqual(
      table([
        ["", "a", "bcd"],
        ["long", "12", "3"],
      ]),
      ["         a  bcd", "  long  12    3"],
    );
  });
});

describe("Numbers", () => {
  it("keep the digits that count", () => {
    const shown = [0, 3, 0.0123, 0.5, 3.14159, 12.34, 123.4, -0.5].map(decimal);
    assert.deepEqual(shown, ["0", "3", "0.012", "0.50", "3.14", "12.3", "123", "-0.50"]);
    assert.equal(inSeconds(2.5), "2.50 s");
  });

  it("are counted in words", () => {
    assert.equal(count(1, "round"), "1 round");
    assert.equal(count(2, "round"), "2 rounds");
  });
});

describe("A shortened name", () => {
  it("keeps both ends", () => {
    assert.equal(shorten("parallel-with-a-long-name", 11), "paral…-name");
    assert.equal(shorten("parallel", 11), "parallel");
  });
});
