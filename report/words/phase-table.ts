import type { LaneResult, Phases } from "../../analysis/results/results";
import type { Section } from "./section";

const LABELS: readonly (readonly [keyof Phases, string])[] = [
  ["scheduleSeconds", "schedule: a pod waits for its node"],
  ["pullSeconds", "pull: the image is fetched"],
  ["startSeconds", "start: the container is set up"],
  ["workSeconds", "work: the container runs"],
  ["handOverSeconds", "hand-over: from a pod's end to the next pod"],
  ["completionLagSeconds", "completion lag: Kubernetes notices the end"],
  ["unexplainedSeconds", "unexplained: pods were not observed"],
];

/** Where the time of each lane went, one row a phase; nothing where no heat's phases are known. */
export function phaseTable(lanes: readonly LaneResult[]): Section[] {
  const known = lanes.filter((lane) => lane.phases);
  if (known.length === 0) return [];
  const most = Math.max(...known.map((lane) => lane.n));
  const title = `Where the time went${most > 1 ? " (mean of the heats)" : ""}`;
  return [{ title, blocks: [{ kind: "table", rows: rowsOf(known) }] }];
}

function rowsOf(lanes: readonly LaneResult[]): string[][] {
  const shown = LABELS.filter(
    ([phase]) => phase !== "unexplainedSeconds" || lanes.some((lane) => lane.phases?.[phase]),
  );
  const seconds = (value: number | undefined): string => (value === undefined ? "" : `${value.toFixed(2)} s`);
  const allowed = lanes.some((lane) => lane.bounds)
    ? [["of that, the laps allowed", ...lanes.map((lane) => seconds(lane.bounds?.lapsAllowedSeconds))]]
    : [];
  return [
    ["", ...lanes.map((lane) => lane.name)],
    ...shown.map(([phase, label]) => [label, ...lanes.map((lane) => seconds(lane.phases?.[phase]))]),
    ["together", ...lanes.map((lane) => seconds(lane.heat?.meanSeconds))],
    ...allowed,
  ];
}
