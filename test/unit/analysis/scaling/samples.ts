import type { HeatResult, LaneResult, Measure } from "../../../../analysis/results/results";
import type { RaceFacts } from "../../../../analysis/results/race-facts";
import type { Sample } from "../../../../analysis/scaling/sample";

/** The facts of a race that measured these heats, as far as the scaling step reads them. */
export function factsOf(samples: readonly Sample[], rest: Partial<RaceFacts> = {}): RaceFacts {
  const names = [...new Set(samples.map((it) => it.lane))];
  const measure: Measure = { field: "heatSeconds", meaning: "", resolutionSeconds: 1e-6 };
  const heats = names.flatMap((lane) =>
    samples.filter((it) => it.lane === lane).map((sample, index) => heatOf(sample, index + 1)),
  );
  const lanes = names.flatMap((name): LaneResult[] => {
    const sample = samples.find((it) => it.lane === name);
    if (!sample) return [];
    const { parallelism, completions, items } = sample;
    return [{ name, parallelism, completions, items, n: 1, disturbed: 0, outlierRounds: [] }];
  });
  return { settings: {}, measure, lanes, heats, ...rest };
}

/** One lane for each parallelism, `rounds` heats each. */
export function sweep(
  parallelisms: readonly number[],
  rounds: number,
  seconds: (parallelism: number) => number,
  shape: { readonly completions: number; readonly items: number } = { completions: 64, items: 64 },
): Sample[] {
  return parallelisms.flatMap((parallelism) =>
    Array.from({ length: rounds }, (_, index) => ({
      lane: `p${parallelism}`,
      round: index + 1,
      parallelism,
      ...shape,
      seconds: seconds(parallelism),
    })),
  );
}

function heatOf({ lane, seconds }: Sample, round: number): HeatResult {
  return { lane, round, durationSeconds: Math.floor(seconds), heatSeconds: seconds, valid: true, disturbances: [] };
}
