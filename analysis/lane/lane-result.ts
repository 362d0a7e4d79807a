import { kindOf } from "../../plan/lane-kind";
import { boundsOf } from "./bounds";
import type { LaneShape, RaceWork } from "./lane-shapes";
import type { HeatResult, LaneResult, Measure, Phases } from "../results/results";
import { mean } from "simple-statistics";
import { meanWorkers } from "../heat/workers";
import { toMicroseconds, toSixDigits } from "../statistics/rounding";
import { outliers, summarise } from "../statistics/summary";

/** Sums up one lane's heats: only the valid ones enter a statistic. */
export function analyseLane(
  lane: LaneShape,
  heats: readonly HeatResult[],
  field: Measure["field"],
  work: RaceWork,
): Omit<LaneResult, "speedup"> {
  const valid = heats.filter((heat) => heat.valid);
  const durations = summarise(valid.map((heat) => heat.durationSeconds));
  const heat = summarise(everyOf(valid, (it) => it.heatSeconds));
  const makespan = summarise(everyOf(valid, (it) => it.makespanSeconds));
  const phases = meanPhases(everyOf(valid, (it) => it.phases));
  const criticalPods = everyOf(valid, (it) => it.criticalPods);
  const bounds = boundsOf(lane, valid, work);
  const times = valid.map((it) => it[field] ?? it.durationSeconds);
  const workers = meanWorkers(everyOf(valid, (it) => it.workers));
  const fits = valid.flatMap(({ fitAtOnce }) => fitAtOnce ?? []);
  const waves = kindOf(lane).waves(lane);
  const { n = 0, ...statistics } = durations ?? {};
  return {
    name: lane.name,
    ...(lane.kind !== undefined && { kind: lane.kind }),
    ...(lane.parallelism !== undefined && { parallelism: lane.parallelism }),
    ...(lane.completions !== undefined && { completions: lane.completions }),
    ...(lane.items !== undefined && { items: lane.items }),
    ...(waves !== undefined && { waves }),
    n,
    disturbed: heats.length - valid.length,
    ...statistics,
    ...(heat && { heat }),
    ...(makespan && { makespan }),
    ...(phases && { phases }),
    ...(criticalPods.length > 0 && { criticalPods: toSixDigits(mean(criticalPods)) }),
    outlierRounds: outliers(times).flatMap((index) => valid[index]?.round ?? []),
    ...(bounds && { bounds }),
    ...(workers && { workers }),
    ...(fits.length > 0 && { fitAtOnce: Math.max(...fits) }),
  };
}

/** All heats' values, or none if one lacks it: a statistic of some heats would not be the lane's. */
function everyOf<T>(heats: readonly HeatResult[], read: (heat: HeatResult) => T | undefined): T[] {
  const values = heats.map(read).filter((value) => value !== undefined);
  return values.length === heats.length ? values : [];
}

function meanPhases(all: readonly Phases[]): Phases | undefined {
  if (all.length === 0) return undefined;
  const meanOf = (phase: keyof Phases): number => toMicroseconds(mean(all.map((phases) => phases[phase])));
  return {
    scheduleSeconds: meanOf("scheduleSeconds"),
    pullSeconds: meanOf("pullSeconds"),
    startSeconds: meanOf("startSeconds"),
    workSeconds: meanOf("workSeconds"),
    handOverSeconds: meanOf("handOverSeconds"),
    completionLagSeconds: meanOf("completionLagSeconds"),
    unexplainedSeconds: meanOf("unexplainedSeconds"),
  };
}
