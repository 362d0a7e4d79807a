import { withDigits } from "../../analysis/advice/numbers";

/** `3.1 s`, and `0.013 s` where the first decimal would hide it. */
export function inSeconds(seconds: number): string {
  return `${decimal(seconds)} s`;
}

/** As tables have it: three digits that count. */
export function decimal(value: number): string {
  return withDigits(value, 3);
}
