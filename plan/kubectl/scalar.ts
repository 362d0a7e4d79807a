/** A scalar as it stands in the text: plain ones have a meaning of their own, quoted and block ones are texts. */
export interface WrittenScalar {
  readonly value: string;
  readonly isPlain: boolean;
  /** In full, such as `tag:yaml.org,2002:str`; absent: none was written. */
  readonly tag?: string;
}

export type Scalar = string | number | boolean | null;

const TAGS = "tag:yaml.org,2002:";

const words = new Map<string, boolean | null>([
  ...spellings(["y", "yes", "true", "on"]).map((word): [string, boolean] => [word, true]),
  ...spellings(["n", "no", "false", "off"]).map((word): [string, boolean] => [word, false]),
  ...["", "~", ...spellings(["null"])].map((word): [string, null] => [word, null]),
]);

/**
 * What go-yaml 2.4, through which kubectl reads its files, makes of a scalar: YAML 1.1, but for numbers of base 60 and
 * dates, which stay texts, and with Go's own octal form `0o17`.
 *
 * @throws {Error} for a value that does not fit its tag or that JSON does not have.
 */
export function resolveScalar({ value, isPlain, tag }: WrittenScalar): Scalar {
  if (tag === undefined) return isPlain ? meaningOf(value) : value;
  switch (tag) {
    case "!":
    case `${TAGS}str`:
      return value;
    case `${TAGS}binary`:
      return Buffer.from(value, "base64").toString("utf8");
    case `${TAGS}bool`:
    case `${TAGS}int`:
    case `${TAGS}float`:
    case `${TAGS}null`:
    case `${TAGS}timestamp`:
      return tagged(value, tag.slice(TAGS.length));
    default:
      return value;
  }
}

function tagged(value: string, type: string): Scalar {
  const meaning = meaningOf(value);
  const fits = {
    bool: typeof meaning === "boolean",
    int: typeof meaning === "number" && isWhole(value),
    float: typeof meaning === "number",
    null: meaning === null,
    timestamp: /^\d{4}-/.test(value),
  }[type];
  if (fits !== true) throw new Error(`cannot decode ${JSON.stringify(value)} as a !!${type}`);
  return meaning;
}

function meaningOf(value: string): Scalar {
  const word = words.get(value);
  if (word !== undefined) return word;
  if (/^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/.test(value)) throw new Error(`JSON has no ${value}`);
  if (value.startsWith(".")) return /^\.\d+([eE][-+]?\d+)?$/.test(value) ? Number(value) : value;
  if (!/^[-+\d]/.test(value)) return value;
  return wholeNumber(value) ?? fraction(value) ?? value;
}

function isWhole(value: string): boolean {
  return wholeNumber(value) !== undefined;
}

/** Go's `ParseInt` with base 0, after go-yaml has taken out every underscore. */
function wholeNumber(value: string): number | undefined {
  const [, sign = "", digits = ""] = /^([-+]?)(.*)$/s.exec(value.replaceAll("_", "")) ?? [];
  const form = [
    { is: /^0[xX][\da-fA-F]+$/, base: 16, prefix: 2 },
    { is: /^0[bB][01]+$/, base: 2, prefix: 2 },
    { is: /^0[oO][0-7]+$/, base: 8, prefix: 2 },
    { is: /^0[0-7]+$/, base: 8, prefix: 1 },
    { is: /^(0|[1-9]\d*)$/, base: 10, prefix: 0 },
  ].find(({ is }) => is.test(digits));
  if (form === undefined) return undefined;
  const size = form.base === 10 ? Number(digits) : Number.parseInt(digits.slice(form.prefix), form.base);
  return sign === "-" && size !== 0 ? -size : size;
}

function fraction(value: string): number | undefined {
  const plain = value.replaceAll("_", "");
  const number = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain) ? Number(plain) : undefined;
  return number === undefined || !Number.isFinite(number) ? undefined : number;
}

/** `no`, `No` and `NO`, but not `nO`. */
function spellings(lower: readonly string[]): string[] {
  return lower.flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]);
}
