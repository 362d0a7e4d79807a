import type { Results } from "../../analysis/results/results";

/** One way to write the results down. */
export interface Format {
  /** As `--format` names it. */
  readonly name: string;
  /** One line for the list of formats: what it is and who reads it. */
  readonly description: string;
  /** Of a file of this format, without the dot. */
  readonly extension: string;
  /**
   * The whole document; a text ends with a line break.
   * @param columns the width of the reader's terminal, where there is one; only plain text heeds it
   */
  readonly render: (results: Results, columns?: number) => string | Promise<string>;
}
