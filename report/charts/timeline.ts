import type { HeatResult, Results } from "../../analysis/results/results";
import { slotsOf, type SlotPod } from "../pod-slots";
import { count } from "../../analysis/advice/numbers";
import { decimal } from "../words/text";
import type { ChartOf, Panel } from "./chart";
import { crowdPicture } from "./crowd";
import { PHASES } from "./palette";
import { type HeatLine, slotsPicture } from "./slots";

/** A race with more pods than this is drawn as the number of pods in each phase. */
const MOST_PODS = 500;

/** Every pod of every heat on the slot that it took; the heat nearest to its lane's median first. */
export const timelineChart: ChartOf = (results) => {
  const heats = results.heats.flatMap((heat) => lineOf(heat));
  if (heats.length === 0) return undefined;
  const pods = heats.reduce((sum, heat) => sum + heat.pods.length, 0);
  const crowd = pods > MOST_PODS;
  const typical = new Set(results.lanes.flatMap((lane) => typicalHeat(lane.name, heats, results) ?? []));
  const ordered = [...typical, ...heats.filter((heat) => !typical.has(heat))];
  const longest = Math.max(...[...typical].map(({ seconds }) => seconds));
  return {
    id: "timeline",
    title: "Every pod on a timeline",
    alternative:
      `${count(pods, "pod")} of ${count(heats.length, "heat")}: ` +
      (crowd
        ? "how many pods were in which phase at each instant."
        : "each line is a slot, each bar a pod from its creation to its end, divided into phases, with a tick at each finished item.") +
      " The table has each heat's slots and times.",
    legend: PHASES.filter(({ key }) => key !== "unexplained" && (key !== "pull" || heats.some(hasPull))),
    rows: [
      [
        "heat",
        "pods",
        "slots",
        "most pods on a slot",
        "first start",
        "hand-over, mean",
        "end of the last pod",
        "complete",
      ],
      ...heats.map(rowOf),
    ],
    panels: ordered.map((heat): Panel => ({
      title: `${heat.lane}, round ${heat.round}`,
      svg: (width) => {
        const most = typical.has(heat) ? longest : heat.seconds;
        return crowd ? crowdPicture(heat, most, width) : slotsPicture(heat, most, width);
      },
      secondary: !typical.has(heat),
    })),
  };
};

function lineOf(heat: HeatResult): HeatLine[] {
  const pods = slotsOf(heat);
  const [first] = pods;
  if (!first) return [];
  const workEnd = pods.reduce((most, { to }) => Math.max(most, to), -Infinity) - first.from;
  const seconds = Math.max(workEnd, heat.heatSeconds ?? 0);
  return [{ lane: heat.lane, round: heat.round, pods, start: first.from, workEnd, seconds }];
}

function typicalHeat(lane: string, heats: readonly HeatLine[], { lanes }: Results): HeatLine | undefined {
  const median = lanes.find(({ name }) => name === lane)?.heat?.medianSeconds ?? 0;
  return heats
    .filter((heat) => heat.lane === lane)
    .reduce<HeatLine | undefined>(
      (a, b) => (a && Math.abs(a.seconds - median) <= Math.abs(b.seconds - median) ? a : b),
      undefined,
    );
}

function hasPull({ pods }: HeatLine): boolean {
  return pods.some(({ phases }) => phases.some(({ name }) => name === "pull"));
}

function rowOf({ lane, round, pods, start, workEnd, seconds }: HeatLine): string[] {
  const slots = Math.max(...pods.map(({ slot }) => slot)) + 1;
  const starts = pods.flatMap(({ phases }) => phases.find(({ name }) => name === "work")?.from ?? []);
  const handOvers = pods.flatMap(({ from, before }) => (before ? [from - before.to] : []));
  const most = Math.max(...pods.map(inRow));
  return [
    `${lane}, round ${round}`,
    `${pods.length}`,
    `${slots}`,
    `${most}`,
    starts.length === 0 ? "" : `${decimal(Math.min(...starts) - start)} s`,
    handOvers.length === 0 ? "" : `${decimal(handOvers.reduce((a, b) => a + b, 0) / handOvers.length)} s`,
    `${decimal(workEnd)} s`,
    `${decimal(seconds)} s`,
  ];
}

/** How many pods had the slot, up to this one. */
function inRow(pod: SlotPod): number {
  let row = 0;
  for (let at: SlotPod | undefined = pod; at; at = at.before) row++;
  return row;
}
