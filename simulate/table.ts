/** A table of the document, with what it shows. */
export interface Table {
  readonly title: string;
  readonly words: string;
  readonly head: readonly string[];
  /** So many columns at the left say what a row is about; the others are what was found. */
  readonly labels: number;
  readonly rows: readonly (readonly string[])[];
}

/** What stands in a column, by the column's head. */
type Columns<Row> = Readonly<Record<string, (row: Row) => string>>;

/** How a study's rows are shown. */
interface Layout<Row> extends Pick<Table, "title" | "words"> {
  readonly about: Columns<Row>;
  readonly found: Columns<Row>;
}

export function tableOf<Row>(rows: readonly Row[], { title, words, about, found }: Layout<Row>): Table {
  const columns = Object.entries({ ...about, ...found });
  return {
    title,
    words,
    head: columns.map(([head]) => head),
    labels: Object.keys(about).length,
    rows: rows.map((row) => columns.map(([, cell]) => cell(row))),
  };
}

/** A cell with this field of the row as it is. */
export function plain<Key extends string>(key: Key): (row: Readonly<Record<Key, string | number>>) => string {
  return (row) => `${row[key]}`;
}

export function decimals<Key extends string>(key: Key, digits: number): (row: Readonly<Record<Key, number>>) => string {
  return (row) => row[key].toFixed(digits);
}

export function share<Key extends string>(key: Key): (row: Readonly<Record<Key, number>>) => string {
  return (row) => percent(row[key]);
}

/** As `share`, where a race has lanes that differ at all. */
export function shareOfUnequal<Key extends string>(key: Key): (row: Readonly<Record<Key | "truth", number>>) => string {
  return (row) => (row.truth === 1 ? "–" : percent(row[key]));
}

export function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
