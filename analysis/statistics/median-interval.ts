import { median } from "simple-statistics";

/** The middle of a sample and where that of all possible values lies, whatever their distribution. */
export interface MedianInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** How surely it does. */
  readonly confidence: number;
}

/** Beyond it the exact sum underflows, and the normal distribution is as good. */
const MOST_EXACT = 1000;
const NORMAL = 1.96;

/**
 * The narrowest pair of order statistics that holds the median in at least 95 % (the sign test, turned round); of too
 * few values, their whole range with the confidence that it has. Needs at least two values.
 */
export function medianInterval(values: readonly number[]): MedianInterval {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const { cut, confidence } = cutOf(n);
  return { value: median(sorted), low: sorted[cut] ?? NaN, high: sorted[n - 1 - cut] ?? NaN, confidence };
}

/** How many values may be left out at each end. */
function cutOf(n: number): { readonly cut: number; readonly confidence: number } {
  if (n > MOST_EXACT) return { cut: Math.floor(n / 2 - (NORMAL * Math.sqrt(n)) / 2) - 1, confidence: 0.95 };
  // P(at most k of n values lie below the median), k = 0, 1, …
  let term = 0.5 ** n;
  let tail = term;
  let found = { cut: 0, confidence: 1 - 2 * tail };
  for (let k = 1; k < n / 2; k++) {
    term *= (n - k + 1) / k;
    tail += term;
    if (1 - 2 * tail < 0.95) break;
    found = { cut: k, confidence: 1 - 2 * tail };
  }
  return found;
}
