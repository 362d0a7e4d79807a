/** Rounds seconds to the microsecond: more digits are noise of the arithmetic. */
export function toMicroseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}

/** Rounds a ratio or parameter to six significant digits. */
export function toSixDigits(value: number): number {
  return Number(value.toPrecision(6));
}
