export { seeded } from "../../../../analysis/statistics/random";

export function near(actual: number | undefined, expected: number, relative = 1e-6): void {
  const miss = Math.abs((actual ?? NaN) - expected);
  if (!(miss <= relative * Math.max(Math.abs(expected), 1e-12))) {
    throw new Error(`Expected ${expected} within ${relative * 100} %, got ${actual ?? "nothing"}.`);
  }
}
