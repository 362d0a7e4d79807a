import { kindOf, type LaneKindName, podsAtOnce } from "../../plan/lane-kind";
import type { RaceFacts } from "../results/race-facts";

/** One valid heat as the scaling models see it. */
export interface Sample extends Shape {
  readonly lane: string;
  readonly round: number;
  /** Absent: `split`. */
  readonly kind?: LaneKindName;
  readonly seconds: number;
}

export interface Shape {
  /** Pods that can run at once: not more than there are. */
  readonly parallelism: number;
  /** Pods; of a queue its workers. */
  readonly completions: number;
  readonly items: number;
}

/**
 * The heats of the lanes that differ in their parallelism alone: those with the same number of pods, or those whose
 * pods all run at once, or those with a queue, whichever has more parallelisms to show.
 */
export function sweepSamples({ heats, lanes, measure }: Pick<RaceFacts, "heats" | "lanes" | "measure">): Sample[] {
  const samples = lanes.flatMap((lane) => {
    const { name, kind, items } = lane;
    const [completions, parallelism] = [kindOf(lane).mostPods(lane), podsAtOnce(lane)];
    if (!parallelism || !completions || !items) return [];
    return heats.flatMap((heat): Sample[] => {
      const seconds = heat[measure.field] ?? 0;
      if (heat.lane !== name || !heat.valid || seconds <= 0) return [];
      return [{ lane: name, round: heat.round, ...(kind && { kind }), parallelism, completions, items, seconds }];
    });
  });
  const split = samples.filter((it) => it.kind !== "queue");
  const families = [...new Set(split.map((it) => it.completions))].map((completions) =>
    split.filter((it) => it.completions === completions),
  );
  families.push(
    split.filter((it) => it.completions === it.parallelism),
    samples.filter((it) => it.kind === "queue"),
  );
  return families.reduce((best, it) => (parallelisms(it).length > parallelisms(best).length ? it : best), []);
}

/** The different parallelisms, smallest first. */
export function parallelisms(samples: readonly Sample[]): number[] {
  return [...new Set(samples.map((it) => it.parallelism))].sort((a, b) => a - b);
}
