import type { LaneResult, Phases } from "../../analysis/results/results";
import { shorten, table, WIDTH } from "./text";

const LABELS: readonly (readonly [keyof Phases, string])[] = [
  ["scheduleSeconds", "schedule: a pod waits for its node"],
  ["pullSeconds", "pull: the image is fetched"],
  ["startSeconds", "start: the container is set up"],
  ["workSeconds", "work: the container runs"],
  ["handOverSeconds", "hand-over: from a pod's end to the next pod"],
  ["completionLagSeconds", "completion lag: Kubernetes notices the end"],
  ["unexplainedSeconds", "unexplained: pods were not observed"],
];
const LABEL_WIDTH = 46;
const COLUMN_WIDTH = 14;

/** Where the time of each lane went, one line a phase; lanes that don't fit side by side follow below. */
export function phaseTables(lanes: readonly LaneResult[]): string[] {
  const known = lanes.filter((lane) => lane.phases);
  if (known.length === 0) return [];
  const perBlock = Math.floor((WIDTH - LABEL_WIDTH - 2) / (COLUMN_WIDTH + 2));
  const blocks = Array.from({ length: Math.ceil(known.length / perBlock) }, (_, block) =>
    phaseTable(known.slice(block * perBlock, (block + 1) * perBlock)),
  );
  const most = Math.max(...known.map((lane) => lane.n));
  const title = `Where the time went${most > 1 ? " (mean of the heats)" : ""}`;
  return blocks.flatMap((lines, index) => (index === 0 ? [title, ...lines] : ["", ...lines]));
}

function phaseTable(lanes: readonly LaneResult[]): string[] {
  const rows = LABELS.filter(([phase]) => phase !== "unexplainedSeconds" || lanes.some((lane) => lane.phases?.[phase]));
  const seconds = (value: number | undefined): string => (value === undefined ? "" : `${value.toFixed(2)} s`);
  const allowed = lanes.some((lane) => lane.bounds)
    ? [["of that, the laps allowed", ...lanes.map((lane) => seconds(lane.bounds?.lapsAllowedSeconds))]]
    : [];
  return table([
    ["", ...lanes.map((lane) => shorten(lane.name, COLUMN_WIDTH))],
    ...rows.map(([phase, label]) => [label, ...lanes.map((lane) => seconds(lane.phases?.[phase]))]),
    ["together", ...lanes.map((lane) => seconds(lane.heat?.meanSeconds))],
    ...allowed,
  ]);
}
