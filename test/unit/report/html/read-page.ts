import { DOMParser } from "linkedom";

/** What the tests need of an element; the project's types know no browser. */
export interface Node {
  readonly textContent: string;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Node | null;
  querySelectorAll(selector: string): Iterable<Node>;
}

/** The page as a browser without scripts has it. */
export function readPage(text: string): Node {
  return new DOMParser().parseFromString(text, "text/html") as unknown as Node;
}

/** Each row of the section's table by its first cell: what stands in the columns, by their heads. */
export function tableIn(document: Node, section: string): Map<string, Record<string, string>> {
  const table = document.querySelector(`#${section} table`);
  const cells = (row: Node): string[] => [...row.querySelectorAll("th,td")].map((cell) => cell.textContent.trim());
  const [head = [], ...rows] = [...(table?.querySelectorAll("tr") ?? [])].map(cells);
  return new Map(rows.map((row) => [row[0] ?? "", Object.fromEntries(head.map((name, at) => [name, row[at] ?? ""]))]));
}
