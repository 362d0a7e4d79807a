import assert from "node:assert/strict";
import { layOut, shorten, table, wrap } from "../../../../report/formats/lay-out";

const ROWS = [
  ["", "a", "bcd"],
  ["long", "12", "3"],
];

describe("Wrapped text", () => {
  it("keeps to the width with its indent", () => {
    assert.deepEqual(wrap("one two three four", 11, "  "), ["  one two", "  three", "  four"]);
  });

  it("keeps a number with its sign and unit", () => {
    assert.deepEqual(wrap("it is ± 0.44 s. Or 5 % more", 11), ["it is", "± 0.44 s.", "Or 5 % more"]);
    assert.deepEqual(wrap("it is so", 6), ["it is", "so"]);
  });

  it("leaves a long word whole, and no text an empty line", () => {
    assert.deepEqual(wrap("a incomprehensibilities b", 5), ["a", "incomprehensibilities", "b"]);
    assert.deepEqual(wrap("", 5), [""]);
  });
});

describe("A table", () => {
  it("aligns its first column to the left and the others to the right", () => {
    assert.deepEqual(table(ROWS, 100), ["         a  bcd", "  long  12    3"]);
  });

  it("puts the columns that do not fit below, each block with the first column", () => {
    assert.deepEqual(table(ROWS, 12), ["         a", "  long  12", "", "        bcd", "  long    3"]);
  });

  it("has one column a block where not even that fits", () => {
    assert.deepEqual(table(ROWS, 1), table(ROWS, 12));
  });
});

describe("A shortened name", () => {
  it("keeps both ends", () => {
    assert.equal(shorten("parallel-with-a-long-name", 11), "paral…-name");
    assert.equal(shorten("parallel", 11), "parallel");
  });
});

describe("Laid out sections", () => {
  it("are indented below their title, and apart from each other", () => {
    const sections = [
      { title: "One", blocks: [{ kind: "text" as const, text: "a b" }] },
      { blocks: [{ kind: "lines" as const, lines: ["c", "d"] }] },
      { blocks: [{ kind: "quote" as const, text: "e", by: "F" }] },
    ];
    assert.equal(layOut(sections), "One\n  a b\n\nc\nd\n\ne\n  -- F");
  });
});
