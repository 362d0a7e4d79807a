/** A number as people say it, with two digits that count: `0.8`, `2`, `3.1`, `140`. */
export function plain(value: number): string {
  return withDigits(value, 2);
}

/** A number with so many digits that count, below 0.1 with one decimal more; whole ones as they are. No exponent. */
export function withDigits(value: number, digits: 2 | 3): string {
  if (Number.isInteger(value)) return value.toFixed(0);
  const size = Math.abs(value);
  for (let decimals = digits - 1; decimals > 0; decimals--) {
    // What rounds up to a power of ten has a digit more before the point.
    if (Number(size.toFixed(decimals)) < 10 ** (digits - decimals)) {
      return value.toFixed(size < 0.095 ? decimals + 1 : decimals);
    }
  }
  return value.toFixed(0);
}

/** A ratio, also a whole one, with two or three digits that count: `1.00`, `0.34`, `12.0`. */
export function ratio(value: number): string {
  return Number.isInteger(value) && value < 100 ? value.toFixed(value < 10 ? 2 : 1) : withDigits(value, 3);
}

/** `1 round`, `2 rounds`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`; or with `or`. */
export function listed(names: readonly string[], word: "and" | "or" = "and"): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${word} ${last}`;
}
