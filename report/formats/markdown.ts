import type { PhrasingContent, Root, RootContent, TableRow } from "mdast";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { toMarkdown } from "mdast-util-to-markdown";
import type { Results } from "../../analysis/results/results";
import type { Block, Section } from "../words/section";
import { story } from "../words/story";
import type { Format } from "./format";

/** The story in GitHub's Markdown, its headings below one of `depth`. */
export function markdown(results: Results, depth: 1 | 2 = 1): string {
  return sectionsAsMarkdown(story(results), depth);
}

/** Any sections in GitHub's Markdown; names and messages in them are never taken for markup. */
export function sectionsAsMarkdown(sections: readonly Section[], depth: 1 | 2 = 1): string {
  const children = sections.flatMap(({ title, blocks }): RootContent[] => [
    ...(title === undefined ? [] : [heading(depth === 1 ? 2 : 3, title)]),
    ...blocks.map(nodeOf),
  ]);
  return write({ type: "root", children });
}

export const markdownFormat: Format = {
  name: "markdown",
  description: "the story with its tables, for a comment or a job summary",
  extension: "md",
  render: (results) => `${write({ type: "root", children: [heading(1, "job-race")] })}\n${markdown(results)}`,
};

function write(root: Root): string {
  return toMarkdown(root, { extensions: [gfmTableToMarkdown()], rule: "-", bullet: "-" });
}

function heading(depth: 1 | 2 | 3, text: string): RootContent {
  return { type: "heading", depth, children: phrases(text) };
}

function nodeOf(block: Block): RootContent {
  switch (block.kind) {
    case "text":
      return { type: "paragraph", children: phrases(block.text) };
    case "lines":
      return {
        type: "paragraph",
        children: block.lines.flatMap((line, index) => [...(index > 0 ? [BREAK] : []), ...phrases(line)]),
      };
    case "quote":
      return {
        type: "blockquote",
        children: [block.text, `— ${block.by}`].map((text) => ({ type: "paragraph", children: phrases(text) })),
      };
    case "table":
      return {
        type: "table",
        align: (block.rows[0] ?? []).map((_, column) => (column === 0 ? "left" : "right")),
        children: block.rows.map(rowOf),
      };
  }
}

const BREAK = { type: "break" } as const;

function rowOf(cells: readonly string[]): TableRow {
  return { type: "tableRow", children: cells.map((cell) => ({ type: "tableCell", children: phrases(cell) })) };
}

/** What stands between backquotes is code. */
function phrases(text: string): PhrasingContent[] {
  return text
    .split(/(`[^`]+`)/)
    .filter((part) => part !== "")
    .map((part) =>
      /^`[^`]+`$/.test(part) ? { type: "inlineCode", value: part.slice(1, -1) } : { type: "text", value: part },
    );
}
