import wrapAnsi from "wrap-ansi";
import type { Block, Section } from "../words/section";

/** Where nobody says how wide the reader's terminal is. */
const COLUMNS = 100;
const INDENT = "  ";
const GAP = "  ";
/** A name that is wider than this is shortened where it heads a column, or a row. */
const HEAD_WIDTH = 14;
const NAME_WIDTH = 46;

/** The sections as plain text, no line wider than `columns`, unless one word is. */
export function layOut(sections: readonly Section[], columns = COLUMNS): string {
  return sections
    .map(({ title, blocks }) => {
      const indent = title === undefined ? "" : INDENT;
      return [...(title === undefined ? [] : wrap(title, columns)), ...blocks.flatMap(linesOf(columns, indent))];
    })
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function linesOf(columns: number, indent: string): (block: Block) => string[] {
  return (block) => {
    switch (block.kind) {
      case "text":
        return wrap(block.text, columns, indent);
      case "lines":
        return block.lines.flatMap((line) => wrap(line, columns, indent));
      case "quote":
        return [...wrap(block.text, columns, indent), ...wrap(`-- ${block.by}`, columns, indent + INDENT)];
      case "table":
        return table(block.rows, columns);
    }
  };
}

/** Breaks a text at blanks; a number and its sign and unit stay together. */
export function wrap(text: string, columns: number, indent = ""): string[] {
  const whole = text.replace(/(?<=±)\s|\s(?=(?:s|%)(?:\W|$))/g, "\u00a0");
  const wrapped = wrapAnsi(whole, Math.max(1, columns - indent.length), { hard: false });
  return wrapped.split("\n").map((line) => indent + line.trim().replaceAll("\u00a0", " "));
}

/**
 * Rows as aligned lines: the first column to the left, the others to the right. Columns that don't fit side by side
 * follow below, each block with the first column again.
 */
export function table(rows: readonly (readonly string[])[], columns: number): string[] {
  const short = rows.map((row, index) =>
    row.map((cell, column) =>
      column === 0 ? shorten(cell, NAME_WIDTH) : index === 0 ? shorten(cell, HEAD_WIDTH) : cell,
    ),
  );
  const widths = (short[0] ?? []).map((_, column) => Math.max(...short.map((row) => row[column]?.length ?? 0)));
  const lines = (chosen: readonly number[]): string[] =>
    short.map((row) =>
      [
        INDENT + (row[0] ?? "").padEnd(widths[0] ?? 0),
        ...chosen.map((column) => (row[column] ?? "").padStart(widths[column] ?? 0)),
      ]
        .join(GAP)
        .trimEnd(),
    );
  return blocksOf(widths, columns).flatMap((chosen, index) => (index === 0 ? lines(chosen) : ["", ...lines(chosen)]));
}

/** Which columns stand side by side: at least one, and as many as fit. */
function blocksOf([first = 0, ...widths]: readonly number[], columns: number): number[][] {
  const blocks: number[][] = [[]];
  let used = INDENT.length + first;
  widths.forEach((width, index) => {
    const block = blocks.at(-1) ?? [];
    if (block.length > 0 && used + GAP.length + width > columns) {
      blocks.push([index + 1]);
      used = INDENT.length + first + GAP.length + width;
    } else {
      block.push(index + 1);
      used += GAP.length + width;
    }
  });
  return blocks;
}

/** Shortens a name in the middle, where generated names differ least. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}
