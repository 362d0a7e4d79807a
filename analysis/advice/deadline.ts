import type { LaneResult, Measure, RaceSettings } from "../results/results";

/** The median of the lane's compared time; `undefined` without a valid heat. */
export function medianOf({ heat, medianSeconds }: LaneResult, { field }: Measure): number | undefined {
  return field === "heatSeconds" ? heat?.medianSeconds : medianSeconds;
}

/** Whether the lane's median is in time, whatever the lane costs; nothing without a deadline or a valid heat. */
export function deadlineOf(
  lane: LaneResult,
  measure: Measure,
  { deadlineSeconds }: RaceSettings,
): Pick<LaneResult, "meetsDeadline"> {
  const median = medianOf(lane, measure);
  return deadlineSeconds === undefined || median === undefined ? {} : { meetsDeadline: median <= deadlineSeconds };
}
