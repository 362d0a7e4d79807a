import assert from "node:assert/strict";
import { load } from "js-yaml";
import { readYaml } from "../../../../plan/kubectl/read-yaml";

/** YAML, and what kubectl 1.34 makes of it: `kubectl patch --local --filename F --type merge --patch {} --output json`. */
const read: readonly (readonly [string, unknown])[] = [
  ["0755", 493],
  ["0400", 256],
  ["0o14", 12],
  ["08", 8],
  ["0777_1", 4089],
  ["0x1F", 31],
  ["-0b11", -3],
  ["+12", 12],
  ["1_000", 1000],
  ["12:30", "12:30"],
  ["2001-01-01", "2001-01-01"],
  [".5", 0.5],
  ["1e3", 1000],
  ["1.", 1],
  ["500m", "500m"],
  ["1Gi", "1Gi"],
  ["no", false],
  ["Off", false],
  ["yes", true],
  ["ON", true],
  ["y", true],
  ["nO", "nO"],
  ["~", null],
  ["", null],
  ["'no'", "no"],
  ['"0755"', "0755"],
  ["!!str 12", "12"],
  ["!!float 3", 3],
  ["!!int '12'", 12],
  ["{y: 1, 12: 2, 1.5: 3, 12:30: 4}", { true: 1, "12": 2, "1.5": 3, "12:30": 4 }],
  ["{q: 0, <<: {q: 1, r: 2}, r: 3}", { q: 1, r: 3 }],
  ["{<<: [{q: 1}, {q: 2, z: 3}]}", { q: 1, z: 3 }],
  ["{q: 1, q: 2}", { q: 2 }],
  ["{'<<': 1}", { "<<": 1 }],
];

describe("YAML is read as kubectl reads it:", () => {
  for (const [text, expected] of read) {
    it(`${text === "" ? "nothing" : text} is ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(readYaml(`value: ${text}\n`), [{ value: expected }]);
    });
  }

  it("anchors and aliases, merged in maps and in lists", () => {
    const text = "a: &small {cpu: 100m}\nb:\n  <<: *small\n  memory: 1Gi\nc: [*small]\n";
    const small = { cpu: "100m" };
    assert.deepEqual(readYaml(text), [{ a: small, b: { ...small, memory: "1Gi" }, c: [small] }]);
  });

  it("several documents, empty ones among them", () => {
    assert.deepEqual(readYaml("a: 1\n---\n# nothing\n---\nb: 2\n"), [{ a: 1 }, null, { b: 2 }]);
  });

  const nested = [1, 2, 3, 4, 5, 6, 7].map(
    (at) =>
      `a${at}: &a${at} [${Array(9)
        .fill(`*a${at - 1}`)
        .join()}]`,
  );
  const refused: readonly (readonly [string, RegExp])[] = [
    ["a: &a [*a]", /anchor "a" contains itself/],
    ["a: *b", /unknown anchor|unidentified alias/],
    ["a: .nan", /JSON has no \.nan/],
    ["a: !!int x", /cannot decode "x" as a !!int/],
    ["<<: 1", /a merge \(<<\) needs a map/],
    ["? [a]\n: 1", /a map's key must be a text/],
    [`a0: &a0 [1,1,1,1,1,1,1,1,1]\n${nested.join("\n")}`, /too large/],
  ];
  for (const [text, fault] of refused) {
    it(`${JSON.stringify(text.slice(0, 30))} is refused`, () => {
      assert.throws(() => readYaml(text), fault);
    });
  }

  it("which is not what plain YAML 1.2 makes of it", () => {
    assert.deepEqual(load("value: 0755"), { value: 755 });
  });
});
