import type { Results } from "../../analysis/results/results";

/** Which rounds the speedup of the first two lanes is from. */
export interface ComparedRounds {
  /** In which both lanes have a valid heat of more than 0 s. */
  readonly compared: readonly number[];
  /** Whether the race had more rounds than one, or was to have them. */
  readonly several: boolean;
  /** Valid heats that took 0 s by Kubernetes' clock, and are left out. */
  readonly zeroHeats: number;
}

export function comparedRounds({ heats, lanes, measure, settings }: Results): ComparedRounds {
  const two = lanes.slice(0, 2).map((lane) => heats.filter((heat) => heat.lane === lane.name));
  const valid = two.map((own) => own.filter((heat) => heat.valid && heat[measure.field] !== undefined));
  const [serial = new Set<number>(), parallel = new Set<number>()] = valid.map(
    (own) => new Set(own.filter((heat) => (heat[measure.field] ?? 0) > 0).map((heat) => heat.round)),
  );
  return {
    compared: [...serial].filter((round) => parallel.has(round)),
    several: (settings.rounds ?? 1) > 1 || new Set(two.flat().map((heat) => heat.round)).size > 1,
    zeroHeats: valid.flat().filter((heat) => heat[measure.field] === 0).length,
  };
}
