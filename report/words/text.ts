import { withDigits } from "../../analysis/advice/numbers";

/** Width that every printed line keeps to. */
export const WIDTH = 100;

/**
 * Breaks a text at blanks so that no line is longer than the width, unless one word is. A number and its sign and unit
 * stay together.
 */
export function wrap(text: string, width = WIDTH, indent = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/(?<!±)\s+(?!(?:s|%)(?:\W|$))/).filter((it) => it !== "")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && indent.length + longer.length > width) {
      lines.push(indent + line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === "" ? lines : [...lines, indent + line];
}

/** Rows of cells as lines: the first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[], indent = "  "): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .reduce((line, cell, column) => (column === 0 ? indent + cell : `${line}  ${cell}`), "")
      .trimEnd(),
  );
}

/** Shortens a name in the middle, where generated names differ least. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (length - 1 - head))}`;
}

/** `3.1 s`, and `0.013 s` where the first decimal would hide it. */
export function inSeconds(seconds: number): string {
  return `${decimal(seconds)} s`;
}

/** As tables have it: three digits that count. */
export function decimal(value: number): string {
  return withDigits(value, 3);
}

/** A ratio, also a whole one, with two or three digits that count: `1.00`, `0.34`, `12.0`. */
export function ratio(value: number): string {
  return Number.isInteger(value) && value < 100 ? value.toFixed(value < 10 ? 2 : 1) : decimal(value);
}

/** `1 round`, `2 rounds`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
