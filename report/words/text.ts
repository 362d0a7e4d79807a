import { withDigits } from "../../analysis/advice/numbers";

/** `3.1 s`, and `0.013 s` where the first decimal would hide it. */
export function inSeconds(seconds: number): string {
  return `${decimal(seconds)} s`;
}

/** As tables have it: three digits that count. */
export function decimal(value: number): string {
  return withDigits(value, 3);
}

/** `1 round`, `2 rounds`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
