import { stringify } from "csv-stringify/sync";
import type { HeatResult, Phases } from "../../analysis/results/results";
import type { Format } from "./format";

type Cell = string | number | boolean | undefined;
type Row = Readonly<Record<string, Cell>>;

const PHASES = [
  "scheduleSeconds",
  "pullSeconds",
  "startSeconds",
  "workSeconds",
  "handOverSeconds",
  "completionLagSeconds",
  "unexplainedSeconds",
] as const satisfies readonly (keyof Phases)[];

/** Names the columns: a heat with one pod of one lap. */
const NO_HEAT: HeatResult = {
  lane: "",
  round: 1,
  durationSeconds: 0,
  valid: true,
  disturbances: [],
  pods: [{ name: "", uid: "", createdAt: "", itemsAt: [], phase: "", restarts: 0 }],
  laps: [{ pod: "", item: 1, seconds: 0 }],
};

/** One row a heat, disturbed ones too: `valid` tells them apart. What was not measured is an empty cell. */
export const csvFormat = csv("csv", "one row a heat: its times and phases", (heat) => [
  {
    ...heatKey(heat),
    run: heat.run,
    items: heat.items,
    completions: heat.completions,
    parallelism: heat.parallelism,
    startedAt: heat.startedAt,
    endedAt: heat.endedAt,
    durationSeconds: heat.durationSeconds,
    heatSeconds: heat.heatSeconds,
    makespanSeconds: heat.makespanSeconds,
    ...Object.fromEntries(PHASES.map((phase) => [phase, heat.phases?.[phase]])),
    criticalPods: heat.criticalPods,
    laps: heat.lapSummary?.n,
    medianLapSeconds: heat.lapSummary?.medianSeconds,
    failedTries: heat.failedTries?.length ?? 0,
    valid: heat.valid,
    disturbances: heat.disturbances.join("; "),
  },
]);

export const csvPodsFormat = csv("csv-pods", "one row a pod: its instants as they were observed", (heat) =>
  (heat.pods ?? []).map((pod) => ({
    ...heatKey(heat),
    pod: pod.name,
    index: pod.index,
    node: pod.node,
    createdAt: pod.createdAt,
    scheduledAt: pod.scheduledAt,
    pullingAt: pod.pullingAt,
    pulledAt: pod.pulledAt,
    containerCreatedAt: pod.containerCreatedAt,
    containerStartedAt: pod.containerStartedAt,
    firstLogAt: pod.firstLogAt,
    lastLogAt: pod.lastLogAt,
    startedAt: pod.startedAt,
    finishedAt: pod.finishedAt,
    items: pod.itemsAt.length,
    phase: pod.phase,
    exitCode: pod.exitCode,
    restarts: pod.restarts,
  })),
);

export const csvLapsFormat = csv("csv-laps", "one row a lap: the time that one item took", (heat) =>
  (heat.laps ?? []).map((lap) => ({ ...heatKey(heat), pod: lap.pod, item: lap.item, seconds: lap.seconds })),
);

function heatKey({ lane, round }: HeatResult): Row {
  return { lane, round };
}

/** RFC 4180. The head is there without rows too, so that a reader finds its columns. */
function csv(name: string, description: string, rowsOf: (heat: HeatResult) => readonly Row[]): Format {
  const columns = Object.keys(rowsOf(NO_HEAT)[0] ?? {});
  return {
    name,
    description,
    extension: "csv",
    render: ({ heats }) => {
      const rows: Row[] = heats.flatMap(rowsOf);
      // A spreadsheet would take a name that begins with = for a formula.
      return stringify(rows, { header: true, columns, cast: { boolean: String }, escape_formulas: true });
    },
  };
}
