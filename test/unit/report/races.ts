import { analyse } from "../../../analysis/analyse";
import type { RaceSettings, Results } from "../../../analysis/results/results";
import { simulatedHeat, type SimulatedHeat, type Split } from "../../fixtures/results/simulated-heat";
import { seeded } from "../analysis/statistics/random";

export const oneshot: Split = { lane: "oneshot", items: 10, completions: 1, parallelism: 1 };
export const parallel: Split = { lane: "parallel", items: 10, completions: 10, parallelism: 5 };

/** Heats of random keys, the same for the same seed; more pods than two CPUs share them. */
function raceHeats(splits: readonly Split[], rounds: number, seed = 1): SimulatedHeat[] {
  const random = seeded(seed);
  return Array.from({ length: rounds }, (_, index) => index + 1).flatMap((round) =>
    splits.map((split) => {
      const stretch = Math.max(1, split.parallelism / 2);
      return simulatedHeat(split, round, { lap: () => 0.6 * stretch * (0.5 + random.exponential()) });
    }),
  );
}

export function race(splits: readonly Split[], rounds: number, settings: RaceSettings = {}): Results {
  return analyse({ settings, heats: raceHeats(splits, rounds) });
}

export function sweepOf(parallelisms: readonly number[]): Split[] {
  return parallelisms.map((parallelism) => ({ ...parallel, lane: `parallel-p${parallelism}`, parallelism }));
}
