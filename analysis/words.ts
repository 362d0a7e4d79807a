/** A number as people say it: `0.8`, `2`, `3.1`, `140`. */
export function plain(value: number): string {
  if (Number.isInteger(value)) return `${value}`;
  const size = Math.abs(value);
  if (size !== 0 && size < 0.095) return value.toPrecision(1);
  return size < 9.95 ? value.toFixed(1) : value.toFixed(0);
}
