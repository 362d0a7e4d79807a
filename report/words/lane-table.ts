import { kindOf } from "../../plan/lane-kind";
import type { LaneResult, Results } from "../../analysis/results/results";
import { ratio } from "../../analysis/advice/numbers";
import { paragraph, type Section } from "./section";
import { decimal } from "./text";

/** One line a lane: its shape, its times and its speedup. */
export function laneTable({ lanes, measure }: Results): Section {
  const rows = lanes.map((lane) => [
    lane.name,
    orBlank(kindOf(lane).mostPods(lane)),
    orBlank(lane.parallelism) + (lane.fitAtOnce === undefined ? "" : ` (${lane.fitAtOnce} fit)`),
    `${lane.n}`,
    ...timeCells(lane, measure.field),
    ...speedupCells(lane),
  ]);
  const time = measure.field === "heatSeconds" ? "time" : "Duration";
  const confidence = lanes.find((lane) => lane.speedup?.confidence)?.speedup?.confidence ?? 0.95;
  const sure = `${decimal(confidence * 100).replace(/[.]0+$/, "")} %`;
  const compared = lanes.filter((lane) => lane.speedup).length;
  const head = ["", "pods", "at once", "n", `median ${time}`, "range", "speedup", sure];
  const together = `The ${compared} intervals hold all of their true speedups together in 95 % of races (Bonferroni).`;
  return {
    title: "The lanes",
    blocks: [
      { kind: "table", rows: [head, ...rows] },
      ...(compared > 1 && confidence > 0.95 ? [paragraph(together)] : []),
    ],
  };
}

function timeCells(lane: LaneResult, field: "heatSeconds" | "durationSeconds"): [string, string] {
  const of = field === "heatSeconds" ? lane.heat : lane;
  if (of?.medianSeconds === undefined) return ["", ""];
  const range = lane.n > 1 ? `${decimal(of.minSeconds ?? 0)} – ${decimal(of.maxSeconds ?? 0)} s` : "";
  return [`${decimal(of.medianSeconds)} s`, range];
}

function speedupCells({ speedup }: LaneResult): [string, string] {
  if (!speedup) return ["", ""];
  const { value, low, high } = speedup;
  return [ratio(value), low === undefined || high === undefined ? "" : `${ratio(low)} – ${ratio(high)}`];
}

function orBlank(value: number | undefined): string {
  return value === undefined ? "" : `${value}`;
}
