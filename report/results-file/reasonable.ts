/** A results file holds no more than this, else a machine with little memory would end the program without a word. */
export const MOST_HEATS = 200_000;
/** What a Job and a race may have: see the settings. */
export const MOST_PODS = 100_000;
export const MOST_ITEMS = 1_000_000;
/** Ten years. */
export const MOST_SECONDS = 315_360_000;
/** Times are known to a millionth of a second at best. */
export const LEAST_SECONDS = 1e-6;

const SHOWN_MISTAKES = 20;

/** The first mistakes, and how many more there are. */
export function firstMistakes(mistakes: readonly string[]): string[] {
  const more = mistakes.length - SHOWN_MISTAKES;
  return more <= 0
    ? [...mistakes]
    : [...mistakes.slice(0, SHOWN_MISTAKES), `… and ${more.toLocaleString("en-US")} more`];
}

/** Control characters, and those that turn the direction of a text: a terminal would obey them. */
const OBEYED = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export function isPlain(text: string): boolean {
  return !text.match(OBEYED);
}

/** The text as one that a terminal only shows. */
export function harmless(text: string): string {
  return text.replace(OBEYED, (one) => (one === "\n" || one === "\t" ? " " : "\ufffd"));
}

/** A value of a file in a message: short, on one line, and nothing that a terminal obeys. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const json = JSON.stringify(value).replace(OBEYED, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}
