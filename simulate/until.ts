import { speedupOf } from "../analysis/lane/speedup";
import { confidenceOf, untilSure } from "../analysis/rounds/until";
import { measure, simulateLanes } from "./race";
import { seeded } from "../analysis/statistics/random";
import { type Effort, tunedTo } from "./truth";
import { classicSplits, processes } from "./verdicts";

const UNTIL_PERCENT = 5;
const MOST_ROUNDS = 20;

/** How races end that run until they are sure, as shares of them. */
interface UntilRow {
  readonly process: string;
  readonly truth: number;
  readonly winner: number;
  readonly falseWinner: number;
  readonly narrow: number;
  readonly cap: number;
  /** Raced on average. */
  readonly rounds: number;
}

const cells = [
  { name: "10 keys, 2 CPUs", truths: [1, 1.1, 1.5] },
  { name: "10 keys, 8 CPUs", truths: [1, 1.66] },
  { name: "even items", truths: [1, 1.1] },
  { name: "very uneven items", truths: [1] },
];

export function studyUntil({ races, seed, draws }: Effort): UntilRow[] {
  return processes.flatMap(({ name, items, cluster }) =>
    (cells.find((cell) => cell.name === name)?.truths ?? []).map((truth): UntilRow => {
      const splits = classicSplits(items);
      const tuned = tunedTo(truth, { splits, cluster: { ...cluster, lapSeconds: 1 }, draws });
      const random = seeded(seed);
      const tally = { winner: 0, falseWinner: 0, narrow: 0, cap: 0, rounds: 0 };
      for (let race = 0; race < races; race++) {
        const lanes = simulateLanes(splits, MOST_ROUNDS, tuned, random);
        const { stop, rounds, faster } = raceOn(lanes);
        if (stop === "decided") tally[faster === truth > 1 && truth !== 1 ? "winner" : "falseWinner"] += 1;
        else tally[stop] += 1;
        tally.rounds += rounds;
      }
      const share = (times: number): number => times / races;
      return {
        process: name,
        truth,
        winner: share(tally.winner),
        falseWinner: share(tally.falseWinner),
        narrow: share(tally.narrow),
        cap: share(tally.cap),
        rounds: share(tally.rounds),
      };
    }),
  );
}

/** Looks at the first rounds of a race, and at more until the rule says stop. */
function raceOn(lanes: ReturnType<typeof simulateLanes>) {
  const confidence = confidenceOf({ untilPercent: UNTIL_PERCENT });
  for (let raced = 3; ;) {
    const [serial, parallel] = lanes.map((lane) => ({ ...lane, heats: lane.heats.filter((it) => it.round <= raced) }));
    const speedup = serial && parallel && speedupOf([serial, parallel], measure, confidence);
    const { stop, rounds } = untilSure(speedup, raced, UNTIL_PERCENT);
    if (stop || rounds === undefined) return { stop: stop ?? "cap", rounds: raced, faster: (speedup?.value ?? 0) > 1 };
    raced = rounds;
  }
}
