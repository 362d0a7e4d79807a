import fc from "fast-check";

/** A node of a random manifest, before it is written down. */
type Tree =
  | { readonly kind: "scalar"; readonly text: string }
  | { readonly kind: "block"; readonly lines: readonly string[]; readonly style: string }
  | { readonly kind: "list"; readonly flow: boolean; readonly items: readonly Tree[] }
  | { readonly kind: "map"; readonly flow: boolean; readonly entries: readonly (readonly [string, Tree])[] };

/** Scalars that YAML 1.1, YAML 1.2 and Go each read in a way of their own, with and without quotes. */
const plain = [
  ..."no No NO off Off yes Yes on ON y Y n N nO true False TRUE ~ null Null NULL nil".split(" "),
  ..."0755 0400 0o17 0O17 08 09.5 0x1F 0XfF 0b101 -0b11 +12 -7 1_000 0_7 1__0 00 -0 12345678901".split(" "),
  ..."1.5 .5 5. 1e3 1E-2 +.5 -1.5e+3 ._5 .e3 1.2.3 1.5_0 1e400".split(" "),
  ..."12:30 1:20:30 2001-01-01 2001-12-14T21:59:43Z 500m 1Gi 1.34.4 v1 a-b a:b <<a =".split(" "),
];
const quoted = [..."no 0755 12:30 ~ << y".split(" "), "", "a b", "it's", "a #b"].flatMap((text) => [
  `'${text.replaceAll("'", "''")}'`,
  JSON.stringify(text),
]);
const tagged = ["!!str 0755", "!!str no", "!!int '12'", "!!float 3", "!!bool 'yes'", "!!null ''", "! 12"];
const keys = [..."a b c d yes no on y 12 0755 1.5 12:30 2001-01-01".split(" "), "'no'", '"a b"', "0x10"];

const scalar = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...plain) },
  { weight: 2, arbitrary: fc.constantFrom(...quoted) },
  { weight: 1, arbitrary: fc.constantFrom(...tagged) },
);

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar.map((text): Tree => ({ kind: "scalar", text })),
    fc
      .record({
        lines: fc.array(fc.constantFrom("one", "  two", "", "# three", "no"), { minLength: 1, maxLength: 4 }),
        style: fc.constantFrom("|", "|-", ">", ">-", "|+"),
      })
      .map(({ lines, style }): Tree => ({ kind: "block", style, lines: ["first", ...lines] })),
    fc
      .record({ flow: fc.boolean(), items: fc.array(tie("tree"), { maxLength: 4 }) })
      .map(({ flow, items }): Tree => ({ kind: "list", flow, items })),
    fc
      .record({
        flow: fc.boolean(),
        entries: fc.array(fc.tuple(fc.constantFrom(...keys), tie("tree")), { maxLength: 5 }),
      })
      .map(({ flow, entries }): Tree => ({ kind: "map", flow, entries })),
  ),
}));

/**
 * A Job whose template holds random YAML: scalars of every dialect, nothing at all, flow style, comments, block texts, anchors,
 * aliases and merges before, between and after other keys, alone and in lists.
 */
export const randomManifest = fc
  .record({
    small: fc.array(fc.tuple(fc.constantFrom(...keys), scalar), { maxLength: 3 }),
    body: tree,
    merges: fc.nat(4),
  })
  .map(({ small, body, merges }) =>
    [
      "apiVersion: batch/v1",
      "kind: Job # a comment",
      "metadata:",
      "  name: random",
      "  labels:",
      "spec:",
      "  nothing:",
      `  small: &small {${["one: 1", ...small.map(([key, text]) => `${key}: ${text}`)].join(", ")}}`,
      "  other: &other",
      "    one: 2",
      "    two: 0755",
      `  body: ${write(body, 2, false)}`,
      "  alias: *small",
      ...([
        [],
        ["  merged: {one: 0, <<: *small, three: no}"],
        ["  merged:", "    <<: [*other, *small]", "    one: ~"],
        ["  merged:", "    two: x", "    <<: *other", "    <<: *small"],
        ["  merged:", "  - <<: {one: on}", "    four: 4", "  - *other"],
      ][merges] ?? []),
    ].join("\n"),
  );

/** The text of a tree that stands after `key:` or `-` at this depth. */
function write(node: Tree, depth: number, inFlow: boolean): string {
  const indent = "  ".repeat(depth);
  switch (node.kind) {
    case "scalar":
      return node.text;
    case "block":
      if (inFlow) return JSON.stringify(node.lines.join("\n"));
      return [node.style, ...node.lines.map((line) => (line === "" ? "" : indent + line))].join("\n");
    case "list":
      if (inFlow || node.flow || node.items.length === 0) {
        return `[${node.items.map((item) => write(item, depth, true)).join(", ")}]`;
      }
      return node.items.map((item) => `\n${indent}- ${write(item, depth + 1, false)}`).join("");
    case "map":
      if (inFlow || node.flow || node.entries.length === 0) {
        return `{${node.entries.map(([key, value]) => `${key}: ${write(value, depth, true)}`).join(", ")}}`;
      }
      return node.entries.map(([key, value]) => `\n${indent}${key}: ${write(value, depth + 1, false)} `).join("");
  }
}
