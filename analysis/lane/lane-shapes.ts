import type { LaneNumbers } from "../../plan/lane-kind";
import type { RaceSettings, RecordedHeat } from "../results/results";

/** What distinguishes a lane from another. */
export interface LaneShape extends Present<LaneNumbers> {
  readonly name: string;
}

/** As JSON has it: what is not known is not there. */
type Present<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** What the race's other lanes tell about each lane's bounds. */
export interface RaceWork {
  /** All items' work in seconds of one CPU. */
  readonly workSeconds?: number;
  readonly allocatableCpu?: number;
}

interface Input {
  readonly lanes?: readonly LaneShape[];
  readonly settings?: RaceSettings;
  readonly heats: readonly RecordedHeat[];
}

/**
 * The race's lanes, serial first: in the order of `lanes`, else of the settings, else in which the heats first name
 * them; lanes that only heats name come last. Each one's numbers are what any of these tells, in that order.
 */
export function laneShapes({ lanes = [], settings, heats }: Input): LaneShape[] {
  const named: readonly LaneShape[] = lanes.length > 0 ? lanes : (settings?.lanes ?? []);
  const raced = heats.map((heat): LaneShape => ({ ...heat, name: heat.lane }));
  const shapes = new Map<string, LaneShape>();
  for (const shape of [...named, ...raced]) shapes.set(shape.name, { ...toShape(shape), ...shapes.get(shape.name) });
  return [...shapes.values()];
}

function toShape({ name, kind, parallelism, completions, items }: LaneShape): LaneShape {
  return {
    name,
    ...(kind !== undefined && kind !== "split" && { kind }),
    ...(parallelism !== undefined && { parallelism }),
    ...(completions !== undefined && { completions }),
    ...(items !== undefined && { items }),
  };
}
