import type { Table } from "./table";
import type { Effort } from "./truth";

/** The tables as Markdown. */
export function markdown(tables: readonly Table[], { races, seed }: Pick<Effort, "races" | "seed">): string {
  return [
    "# What the claims are worth",
    "",
    `Made by \`npm run simulate -- --races ${races} --seed ${seed}\`: so many races a line, simulated with a known truth (pods take slots and`,
    "share CPUs; overheads are those of a small real node) and given to the program's own analysis.",
    ...tables.flatMap(({ title, words, head, rows }) => [
      "",
      `## ${title}`,
      "",
      words,
      "",
      ...markdownTable(head, rows),
    ]),
    "",
  ].join("\n");
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((cell, column) =>
    Math.max(...[cell, ...rows.map((row) => row[column] ?? "")].map((it) => it.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}
