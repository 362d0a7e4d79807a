import { compareRaces } from "../analysis/compare/compare-races";
import type { RaceFacts } from "../analysis/results/race-facts";
import { measure, simulateLanes } from "./race";
import { type Random, seeded } from "../analysis/statistics/random";
import { classicSplits, type Process, processes } from "./verdicts";

/** What the comparison says of pairs of races, as shares of them. */
interface ComparisonRow {
  readonly process: string;
  readonly rounds: number;
  /** Nothing changed, and it says of no lane that it did. */
  readonly same: number;
  /** Every heat of the second race takes 1.2 times as long, and it says so of one lane at least. */
  readonly found: number;
  /** As `found`, as a share of the lanes. */
  readonly foundOfLanes: number;
  /** It calls a lane faster that is slower. */
  readonly wrong: number;
}

const NAMES = ["10 keys, 2 CPUs", "40 keys, 2 CPUs", "even items"];
const SLOWER = 1.2;
/** Of an item on a CPU of its own: about that of the classic keys. */
const LAP_SECONDS = 0.7;

/** Compares so many pairs of each process, with these numbers of rounds in both races. */
export function studyComparisons({
  rounds,
  races,
  seed,
}: {
  readonly rounds: readonly number[];
  readonly races: number;
  readonly seed: number;
}): ComparisonRow[] {
  const kinds = processes.filter(({ name }) => NAMES.includes(name));
  return kinds.flatMap((kind) =>
    rounds.map((n): ComparisonRow => {
      const random = seeded(seed + n);
      const tally = { same: 0, found: 0, lanes: 0, wrong: 0 };
      for (let pair = 0; pair < races; pair++) {
        const before = raceOf(kind, n, random);
        const equal = verdictsOf(before, raceOf(kind, n, random));
        if (equal.every((verdict) => verdict === "no detectable difference")) tally.same += 1;
        const slower = verdictsOf(before, raceOf(kind, n, random, SLOWER));
        if (slower.includes("slower")) tally.found += 1;
        tally.lanes += slower.filter((verdict) => verdict === "slower").length / slower.length;
        if (slower.includes("faster")) tally.wrong += 1;
      }
      const share = (times: number): number => times / races;
      return {
        process: kind.name,
        rounds: n,
        same: share(tally.same),
        found: share(tally.found),
        foundOfLanes: share(tally.lanes),
        wrong: share(tally.wrong),
      };
    }),
  );
}

function verdictsOf(old: RaceFacts, now: RaceFacts) {
  return compareRaces(old, now).lanes.map(({ verdict }) => verdict);
}

/** A race of the classic lanes, each heat `stretch` times as long as it would be. */
export function raceOf(
  { items, cluster }: Pick<Process, "items" | "cluster">,
  rounds: number,
  random: Random,
  stretch = 1,
): RaceFacts {
  const lanes = simulateLanes(classicSplits(items), rounds, { ...cluster, lapSeconds: LAP_SECONDS }, random);
  return {
    settings: {},
    measure,
    lanes: lanes.map(({ name }) => ({ name, n: rounds, disturbed: 0, outlierRounds: [] })),
    heats: lanes.flatMap(({ heats }) =>
      heats.map((heat) => ({ ...heat, heatSeconds: (heat.heatSeconds ?? 0) * stretch })),
    ),
  };
}
