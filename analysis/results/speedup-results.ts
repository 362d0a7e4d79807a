/** `can't tell`: one round without the laps of all items has nothing to say how much of it is luck. */
export type Verdict = "parallel faster" | "serial faster" | "no detectable difference" | "can't tell";

/** The race's answer about its first two lanes. */
export interface RaceVerdict {
  readonly kind: Verdict;
  /** In one line, with the speedup and its interval. */
  readonly sentence: string;
  /**
   * Rounds, in all, of which a race of this speedup and spread is decided in four of five; absent where the verdict is
   * a winner from several rounds, the speedup is about 1, or nothing tells the spread.
   */
  readonly roundsToDecide?: number;
  /** Of a race that runs until it is sure: whether it may stop. */
  readonly until?: UntilSure;
}

/** What a race that runs until it is sure does next. */
export interface UntilSure {
  /**
   * Why it may stop: its interval leaves out 1 (`decided`) or is as narrow as was asked (`narrow`), it has raced the most
   * rounds (`cap`), or no more pods of the two lanes fit at once than they both ran (`alike`). Absent if it is to race on.
   */
  readonly stop?: "decided" | "narrow" | "cap" | "alike";
  /** Rounds, in all, that it is to race up to; absent if it may stop. */
  readonly rounds?: number;
  /** Such as `After 5 rounds 1.12 (0.98 to 1.28): 3 more.` */
  readonly sentence: string;
}

/** How many times as fast one lane is as another. Above 1: the `parallel` lane is faster. */
export interface Speedup {
  readonly serial: string;
  readonly parallel: string;
  /** Geometric mean over the rounds of (time of the serial lane / time of the parallel lane). */
  readonly value: number;
  /** Confidence interval of `value`; absent for one round without the laps of all its items. */
  readonly low?: number;
  readonly high?: number;
  /**
   * Such as 0.95. Of several lanes against the first, 1 - 0.05 / their number (Bonferroni): all of the intervals
   * together then hold their truths in 95 %.
   */
  readonly confidence?: number;
  /**
   * What the interval is from: `rounds`, a t interval on the logarithms of their ratios; `items`, the spread of one
   * round's own laps, which knows the luck of the items but not that of the cluster.
   */
  readonly basis?: "rounds" | "items";
  /** Rounds in which both lanes have a valid heat. */
  readonly n: number;
  readonly verdict: Verdict;
  /** `value / (parallelism of the parallel lane / parallelism of the serial lane)`. */
  readonly efficiency?: number;
  /** Of the `n` rounds, those in which the parallel lane was the faster one. */
  readonly fasterRounds: number;
  /** Rounds in which both took equally long; absent if there are none. */
  readonly tiedRounds?: number;
  /** Where one lane has heats far above its median and the other has none. */
  readonly stragglers?: Stragglers;
}

/** Rare slow heats of one lane: the interval of a mean seldom holds their true share, that of the median does not need it. */
interface Stragglers {
  readonly lane: "serial" | "parallel";
  readonly rounds: readonly number[];
  /** The median of the rounds' ratios, with the order statistics that hold the true one with this confidence. */
  readonly medianValue: number;
  readonly medianLow: number;
  readonly medianHigh: number;
  readonly medianConfidence: number;
}

/** What a queue's lane gained over equal parts of the same items, on as many pods at once. */
export interface QueueGain {
  readonly lane: string;
  readonly rival: string;
  /** The queue's lane against its rival. */
  readonly measured: Speedup;
  /** What pulling should gain; absent unless the rival's pods all ran at once and marked every item. */
  readonly expected?: ExpectedGain;
}

/** By scheduling the work of the rival's laps both ways; means over its heats. */
export interface ExpectedGain {
  /** Coefficient of variation of the items' work. */
  readonly lapVariation: number;
  /** What taking an item from the queue costs a worker more than having it; 0 where the pattern marks no starts. */
  readonly takeSeconds: number;
  /** CPUs that the workers share; absent where they do not share them. */
  readonly cpus?: number;
  /** How many times as fast pulling should be, on these CPUs. */
  readonly value: number;
  /** The same with a CPU for each worker. */
  readonly withOwnCpus: number;
  /** The least coefficient of variation from which on pulling should gain 5 % here; absent if none up to 2 does. */
  readonly paysFromVariation?: number;
}
