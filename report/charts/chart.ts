import type { Results } from "../../analysis/results/results";

/** One picture of the results, with all that a reader without eyes for it needs. */
export interface Chart {
  /** As `--format svg-…` and the report's anchors name it. */
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in words: its text alternative. */
  readonly alternative: string;
  readonly legend: readonly LegendEntry[];
  /** What the picture is drawn from: the first row is the head, the first column names the rows. */
  readonly rows: readonly (readonly string[])[];
  /** One or more panels, the most important first. */
  readonly panels: readonly Panel[];
}

export interface LegendEntry {
  readonly label: string;
  /** A variable of `palette.ts`. */
  readonly colour: string;
}

export interface Panel {
  /** Absent where the chart has one only. */
  readonly title?: string;
  /** SVG of this width, in pixels. */
  readonly svg: (width: number) => string;
  /** May be folded away. */
  readonly secondary?: boolean;
}

/** Absent where the results have nothing to draw. */
export type ChartOf = (results: Results) => Chart | undefined;
