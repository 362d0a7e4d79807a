import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export const orders = ["fixed", "alternate", "shuffle"] as const;

/**
 * In which order the lanes run in each round:
 * - `fixed`: as they are listed, every time;
 * - `alternate`: as listed, then backwards, and so on, so that a slow drift of the cluster favours no lane;
 * - `shuffle`: at random, the same for the same seed.
 */
export type Order = (typeof orders)[number];

/** The items of every round, in order. `seed` is a whole number; only `shuffle` uses it. */
export function orderRounds<T>(items: readonly T[], rounds: number, order: Order, seed: number): T[][] {
  const random = xoroshiro128plus(seed);
  return Array.from({ length: rounds }, (_, index) => {
    switch (order) {
      case "fixed":
        return [...items];
      case "alternate":
        return index % 2 === 0 ? [...items] : [...items].reverse();
      case "shuffle":
        return shuffle(items, (low, high) => uniformInt(random, low, high));
    }
  });
}

/** A seed (32 bits, FNV-1a) that follows from a text: the same run is shuffled the same way everywhere. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** Fisher–Yates. `pick` returns a whole number between its arguments, both included. */
function shuffle<T>(items: readonly T[], pick: (low: number, high: number) => number): T[] {
  const rest = [...items];
  const shuffled: T[] = [];
  while (rest.length > 0) shuffled.push(...rest.splice(pick(0, rest.length - 1), 1));
  return shuffled;
}
