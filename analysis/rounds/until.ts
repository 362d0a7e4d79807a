import { CONFIDENCE } from "../statistics/log-interval";
import type { RaceSettings, Speedup, UntilSure } from "../results/results";
import { count, plain, ratio } from "../advice/numbers";

/** Rounds after which a race that runs until it is sure is looked at. The last is its cap. */
export const LOOKS = [3, 5, 8, 12, 20] as const;
/**
 * The confidence of each look's interval: five looks, each with a chance of its own to see a winner that is none, are
 * together wrong in 5 % (Pocock 1977, for equally spaced looks; `npm run simulate` shows it for these and small samples).
 */
const LOOK_CONFIDENCE = 0.99;

/** How sure the interval of a speedup is to be: more where the race was looked at several times. */
export function confidenceOf({ untilPercent }: Pick<RaceSettings, "untilPercent">): number {
  return untilPercent === undefined ? CONFIDENCE : LOOK_CONFIDENCE;
}

/** Of a look at the rounds' interval. */
type LookedAt = UntilSure & { readonly stop?: Exclude<NonNullable<UntilSure["stop"]>, "alike"> };

/**
 * Whether a race that runs until it is sure may stop after `raced` rounds, and why, else up to which round it is to
 * race: until the interval leaves out 1, or reaches no more than `untilPercent` to each side, or the cap comes.
 */
export function untilSure(
  speedup: Pick<Speedup, "value" | "low" | "high" | "n"> | undefined,
  raced: number,
  untilPercent: number,
): LookedAt {
  const next = LOOKS.find((look) => look > raced);
  const { value, low, high } = speedup ?? {};
  const known = value !== undefined && low !== undefined && high !== undefined && (speedup?.n ?? 0) > 1;
  const found = known ? `${ratio(value)} (${ratio(low)} to ${ratio(high)})` : "no interval";
  const after = `After ${count(raced, "round")} ${found}`;
  const narrow = known && Math.log(high / low) / 2 <= Math.log(1 + untilPercent / 100);
  const within = `the interval is within ${plain(untilPercent)} %`;
  if (known && raced >= LOOKS[0] && (low > 1 || high < 1)) {
    return { stop: "decided", sentence: `${after}: decided.` };
  }
  if (narrow && raced >= LOOKS[0]) return { stop: "narrow", sentence: `${after}: ${within}, and no winner shows.` };
  if (next === undefined) {
    return { stop: "cap", sentence: `${after}: no winner shows, and ${raced} rounds are the most that are raced.` };
  }
  return { rounds: next, sentence: `${after}: ${next - raced} more.` };
}

/** Of two lanes that both ran as many pods at once as fit, though they asked for more: there is nothing to be surer of. */
export function stopAlike(raced: number): UntilSure {
  const after = `After ${count(raced, "round")}`;
  return {
    stop: "alike",
    sentence: `${after}: both ran the same number of pods at once, for no more fit. More rounds would not tell them apart.`,
  };
}
