import assert from "node:assert/strict";
import { markdown, markdownFormat, sectionsAsMarkdown } from "../../../../report/formats/markdown";
import { oneshot, parallel, race, sweepOf } from "../races";

describe("The results in Markdown", () => {
  const results = race([oneshot, parallel, ...sweepOf([1, 2, 10])], 3);

  it("have the story's sections as headings and its tables as tables", () => {
    const text = markdown(results);
    for (const title of ["The lanes", "Where the time went (mean of the heats)", "What to change"]) {
      assert.ok(text.includes(`\n## ${title}\n`), title);
    }
    assert.match(text, /^\| parallel-p10 +\| +10 \| +10 \| +3 \|/m);
    assert.match(text, /^> — Gene Amdahl, 1967$/m);
    assert.match(text, /^Serial: \d+s\\\nParallel: \d+s$/m);
  });

  it("are a document with one title", () => {
    assert.equal((markdownFormat.render(results) as string).match(/^# /gm)?.length, 1);
  });

  it("never take a name or a message for markup, and keep code", () => {
    const sections = [
      { title: "a *b*", blocks: [{ kind: "text" as const, text: "<img> [x](y) `npm start -- *`" }] },
      {
        blocks: [
          {
            kind: "table" as const,
            rows: [
              ["", "n"],
              ["a|b", "1"],
            ],
          },
        ],
      },
    ];
    const text = sectionsAsMarkdown(sections);
    assert.match(text, /^## a \\\*b\\\*$/m);
    assert.ok(text.includes("\\<img> \\[x]\\(y) `npm start -- *`"), text);
    assert.match(text, /^\| a\\\|b \| +1 \|$/m);
  });
});
