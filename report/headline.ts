import type { LaneResult, Results, UntilSure, Verdict } from "../analysis/results/results";

/**
 * What a race found out, short enough for a terminal: the stack's output `results`, and what a script or a gate reads.
 * The whole document has the heats and everything that was computed from them.
 */
export interface Headline {
  readonly schemaVersion: 1;
  /** Absent if no round has a valid heat of both lanes. */
  readonly verdict?: Verdict;
  /** The second lane against the first. */
  readonly speedup?: {
    readonly serial: string;
    readonly parallel: string;
    readonly value: number;
    /** The interval of `value`; absent for one round without the laps of all its items. */
    readonly low?: number;
    readonly high?: number;
    /** Such as 0.95. */
    readonly confidence?: number;
  };
  /** Of a race that runs until it is sure: whether it may stop, or up to which round it is to race. */
  readonly until?: UntilSure;
  /** By the lane's name. */
  readonly lanes: Readonly<Record<string, HeadlineLane>>;
  readonly recommendation?: {
    readonly lane?: string;
    readonly parallelism?: number;
    /** What to change, in a sentence. */
    readonly words?: string;
  };
}

/** One lane's median over its valid heats; nothing if it has none. */
interface HeadlineLane {
  /** Of the time that the lanes are compared by: see `measure` in the whole document. */
  readonly medianSeconds?: number;
}

/** The headline of the results. */
export function headline(results: Results): Headline {
  const { schemaVersion, speedup, verdict, recommendation, lanes } = results;
  return {
    schemaVersion,
    ...(speedup && { verdict: speedup.verdict, speedup: shortSpeedup(speedup) }),
    ...(verdict?.until && { until: verdict.until }),
    lanes: Object.fromEntries(lanes.map((lane) => [lane.name, shortLane(lane, results)])),
    ...(recommendation && { recommendation: shortRecommendation(recommendation) }),
  };
}

type Part<Key extends keyof Headline> = NonNullable<Headline[Key]>;

function shortSpeedup(speedup: NonNullable<Results["speedup"]>): Part<"speedup"> {
  const { serial, parallel, value, low, high, confidence } = speedup;
  return {
    serial,
    parallel,
    value,
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    ...(confidence !== undefined && { confidence }),
  };
}

function shortLane(lane: LaneResult, { measure }: Results): HeadlineLane {
  const medianSeconds = (measure.field === "heatSeconds" ? lane.heat : lane)?.medianSeconds;
  return medianSeconds === undefined ? {} : { medianSeconds };
}

function shortRecommendation(recommendation: NonNullable<Results["recommendation"]>): Part<"recommendation"> {
  const { lane, parallelism, words } = recommendation;
  return {
    ...(lane !== undefined && { lane }),
    ...(parallelism !== undefined && { parallelism }),
    ...(words[0] !== undefined && { words: words[0] }),
  };
}
