/** A moment on a cluster's clock: the true one lies in `[seconds, seconds + resolutionSeconds)`. */
export interface Instant {
  /** Since 1970. A double holds these to a quarter of a microsecond. */
  readonly seconds: number;
  /** One unit of the last written digit, but not below a microsecond. */
  readonly resolutionSeconds: number;
}

const PATTERN = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,12}))?(Z|[+-]\d\d:\d\d)$/i;

/** Reads an RFC 3339 instant with up to nanoseconds; `undefined` for anything else. */
export function readInstant(text: string | undefined): Instant | undefined {
  const match = text === undefined ? null : PATTERN.exec(text);
  if (match === null) return undefined;
  const [, dateTime = "", fraction = "", zone = ""] = match;
  const seconds = Date.parse(`${dateTime}${zone}`.toUpperCase()) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  return {
    seconds: seconds + (fraction === "" ? 0 : Number(`0.${fraction}`)),
    resolutionSeconds: Math.max(10 ** -fraction.length, 1e-6),
  };
}

/** The middle of where the true moment lies: cut-off digits do not bias a difference of two such. */
export function middle(instant: Instant): number {
  return instant.resolutionSeconds < 1e-3 ? instant.seconds : instant.seconds + instant.resolutionSeconds / 2;
}
