/** One thing that is wrong with the settings, in the user's own words: the key as it is set, what came, what fits. */
export interface Mistake {
  /** Such as `items` or `lanes[1].manifest`. */
  readonly key: string;
  /** What was expected there, as the rest of a sentence that begins with "expected". */
  readonly expected: string;
  /** What came instead; absent when nothing came, or when the value may not be shown. */
  readonly got?: string;
}

/** A value, or everything that is wrong with it. */
export type Checked<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly mistakes: readonly Mistake[] };

export function good<T>(value: T): Checked<T> {
  return { ok: true, value };
}

export function bad<T>(...mistakes: readonly Mistake[]): Checked<T> {
  return { ok: false, mistakes };
}

/** The value of every entry, or the mistakes of all of them. */
export function every<T>(checked: readonly Checked<T>[]): Checked<T[]> {
  const mistakes = checked.flatMap((entry) => (entry.ok ? [] : entry.mistakes));
  return mistakes.length > 0 ? bad(...mistakes) : good(checked.flatMap((entry) => (entry.ok ? [entry.value] : [])));
}

/** The one message that a user sees: every mistake on a line of its own, then what to do. */
export function describeMistakes(mistakes: readonly Mistake[]): string {
  const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
  return [
    `${count} in the settings, nothing was created:`,
    ...mistakes.map((mistake) => `  ${describe(mistake)}`),
    "Change them with `pulumi config set KEY VALUE` (a list's entries with `--path 'KEY[0]' VALUE`) or in the stack's " +
      "Pulumi.*.yaml; Pulumi.yaml explains every key.",
  ].join("\n");
}

function describe({ key, expected, got }: Mistake): string {
  return got === undefined ? `${key}: expected ${expected}` : `${key}: expected ${expected}, got ${got}`;
}

/** How a value of a setting or a manifest is shown in a mistake: as JSON, on one line, cut after 80 characters. */
export function show(value: string | number | boolean | object | null): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
