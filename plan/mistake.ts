/** One thing that is wrong with the settings, in the user's own words: the key as it is set, what came, what fits. */
export interface Mistake {
  /** Such as `items` or `lanes[1].manifest`. */
  readonly key: string;
  /** What was expected there, as the rest of a sentence that begins with "expected". */
  readonly expected: string;
  /** What came instead; absent when nothing came, or when the value may not be shown. */
  readonly got?: string;
  /** The setting that was meant by an unknown key. */
  readonly meant?: string;
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

/** How a value of a setting or a manifest is shown in a mistake: as JSON, on one line, cut after 80 characters. */
export function show(value: string | number | boolean | object | null): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
