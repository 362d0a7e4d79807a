const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/;
const NANOSECONDS_PER_SECOND = 1_000_000_000n;

/**
 * The same instant in UTC, with every digit that the source gave: a JavaScript `Date` would cut nanoseconds to
 * milliseconds. `undefined` for what is not an RFC 3339 instant.
 */
export function utcInstant(text: string | null | undefined): string | undefined {
  const match = INSTANT.exec(text ?? "");
  if (match === null) return undefined;
  const [, date, time, fraction, zone] = match;
  const epochMs = Date.parse(`${date ?? ""}T${time ?? ""}${zone ?? ""}`);
  if (Number.isNaN(epochMs)) return undefined;
  const digits = fraction === undefined ? "" : `.${fraction}`;
  return `${new Date(epochMs).toISOString().slice(0, 19)}${digits}Z`;
}

/** The instant of a number of nanoseconds since 1970, with nine digits. */
export function instantOfNanoseconds(nanoseconds: bigint): string {
  const seconds = Number(nanoseconds / NANOSECONDS_PER_SECOND);
  const rest = (nanoseconds % NANOSECONDS_PER_SECOND).toString().padStart(9, "0");
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${rest}Z`;
}

/** Seconds from one instant to another, both of the cluster's clocks. Exact to the microsecond. */
export function secondsFromTo(from: string, to: string): number {
  return Number(nanosecondsOf(to) - nanosecondsOf(from)) / 1e9;
}

function nanosecondsOf(instant: string): bigint {
  const match = INSTANT.exec(instant);
  if (match === null) throw new RangeError(`Expected an RFC 3339 instant, got \`${instant}\`.`);
  const [, date, time, fraction, zone] = match;
  const epochMs = Date.parse(`${date ?? ""}T${time ?? ""}${zone ?? ""}`);
  return BigInt(epochMs) * 1_000_000n + BigInt((fraction ?? "").padEnd(9, "0"));
}
