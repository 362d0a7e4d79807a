import { median } from "simple-statistics";
import { speedupOf } from "../analysis/lane/speedup";
import { seeded } from "../analysis/statistics/random";
import { measure, simulateLanes } from "./race";
import { type Effort, logRatios, trueSpeedup, tunedTo } from "./truth";
import { classicSplits, processes } from "./verdicts";

/** What the program says of races in which one lane has rare, far slower heats. */
interface StragglerRow {
  readonly process: string;
  readonly rounds: number;
  /** The usual interval contains the true geometric mean. */
  readonly covered: number;
  /** Of the races in which a heat straggles, those with a warning. */
  readonly warned: number;
  /** Of the races in which none does, those with one. */
  readonly warnedInVain: number;
  /** Of the intervals of the median that come with a warning, those that contain the true median. */
  readonly medianCovered: number;
  /** How surely they say they do, on average. */
  readonly medianSaid: number;
}

export function studyStragglers({ races, seed, draws }: Effort): StragglerRow[] {
  return processes.flatMap(({ name, items, cluster }): StragglerRow[] => {
    if (!cluster.stragglers) return [];
    const splits = classicSplits(items);
    const tuned = tunedTo(1, { splits, cluster: { ...cluster, lapSeconds: 1 }, draws });
    const truth = trueSpeedup(splits, tuned, seed + 1, draws);
    const trueMedian = Math.exp(median(logRatios(splits, tuned, seed + 1, draws)));
    return [3, 4, 5, 8, 10].map((rounds): StragglerRow => {
      const random = seeded(seed + rounds);
      const tally = { covered: 0, struck: 0, warned: 0, vain: 0, medianCovered: 0, said: 0 };
      for (let race = 0; race < races; race++) {
        const lanes = simulateLanes(splits, rounds, tuned, random);
        const [serial, parallel] = lanes;
        const found = serial && parallel && speedupOf([serial, parallel], measure);
        const struck = lanes.some(({ heats }) => heats.some(({ straggled }) => straggled));
        if ((found?.low ?? Infinity) <= truth && truth <= (found?.high ?? 0)) tally.covered += 1;
        if (struck) tally.struck += 1;
        const warning = found?.stragglers;
        if (!warning) continue;
        tally[struck ? "warned" : "vain"] += 1;
        tally.said += warning.medianConfidence;
        if (warning.medianLow <= trueMedian && trueMedian <= warning.medianHigh) tally.medianCovered += 1;
      }
      const warnings = Math.max(1, tally.warned + tally.vain);
      return {
        process: name,
        rounds,
        covered: tally.covered / races,
        warned: tally.warned / Math.max(1, tally.struck),
        warnedInVain: tally.vain / Math.max(1, races - tally.struck),
        medianCovered: tally.medianCovered / warnings,
        medianSaid: tally.said / warnings,
      };
    });
  });
}
