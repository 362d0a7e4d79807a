/** A part of the race's story. How it is laid out is for the format to say: words never wrap. */
export interface Section {
  readonly title?: string;
  readonly blocks: readonly Block[];
}

export type Block =
  /** A paragraph of sentences. */
  | { readonly kind: "text"; readonly text: string }
  /** Short lines that each stay a line of their own. */
  | { readonly kind: "lines"; readonly lines: readonly string[] }
  | { readonly kind: "quote"; readonly text: string; readonly by: string }
  /** The first row is the head, the first column names the rows. All rows are equally long. */
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] };

export function paragraph(text: string): Block {
  return { kind: "text", text };
}
