import { barX, ruleX, stackX } from "@observablehq/plot";
import type { LaneResult, Phases } from "../../analysis/results/results";
import { decimal } from "../words/text";
import type { ChartOf } from "./chart";
import { draw, fitName, nameMargin } from "./draw";
import { FAINT, PAPER, PHASES } from "./palette";

type KnownLane = LaneResult & { readonly phases: Phases };

/** Where each lane's time went: the mean phases of its heats, stacked. */
export const phasesChart: ChartOf = ({ lanes: all }) => {
  const lanes = all.filter((lane): lane is KnownLane => lane.phases !== undefined);
  if (lanes.length === 0) return undefined;
  const shown = PHASES.filter(({ key }) => lanes.some((lane) => lane.phases[`${key}Seconds`] >= 0.005));
  const seconds = (lane: KnownLane, key: (typeof PHASES)[number]["key"]): number => lane.phases[`${key}Seconds`];
  const total = (lane: KnownLane): number => PHASES.reduce((sum, { key }) => sum + seconds(lane, key), 0);
  return {
    id: "phases",
    title: "Where the time went",
    alternative:
      "The mean heat of each lane as a bar, divided into phases. " +
      lanes
        .map((lane) => `${lane.name}: ${decimal(seconds(lane, "work"))} s of ${decimal(total(lane))} s are work.`)
        .join(" "),
    legend: shown,
    rows: [
      ["lane", ...shown.map(({ label }) => label), "together"],
      ...lanes.map((lane) => [
        lane.name,
        ...shown.map(({ key }) => `${seconds(lane, key).toFixed(2)} s`),
        `${total(lane).toFixed(2)} s`,
      ]),
    ],
    panels: [{ svg: (width) => picture(lanes, width) }],
  };
};

function picture(lanes: readonly KnownLane[], width: number): string {
  const names = lanes.map(({ name }) => name);
  const marginLeft = nameMargin(names, width);
  const parts = lanes
    .flatMap(({ name, phases }) =>
      PHASES.map(({ key, label, colour }) => ({ name, label, colour, seconds: phases[`${key}Seconds`] })),
    )
    .filter(({ seconds }) => seconds > 0);
  return draw(width, {
    height: lanes.length * 38 + 66,
    marginLeft,
    marginRight: 16,
    x: { label: "seconds", grid: true, nice: true },
    y: { label: null, domain: names, tickFormat: (name: string) => fitName(name, marginLeft), tickSize: 0 },
    marks: [
      barX(
        parts,
        stackX({
          x: "seconds",
          y: "name",
          fill: "colour",
          stroke: PAPER,
          strokeWidth: 0.5,
          insetTop: 2,
          insetBottom: 2,
          title: ({ name, label, seconds }: (typeof parts)[number]) => `${name}, ${label}: ${decimal(seconds)} s`,
        }),
      ),
      ruleX([0], { stroke: FAINT }),
    ],
  });
}
