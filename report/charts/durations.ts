import { dot, ruleX, ruleY, tickX } from "@observablehq/plot";
import { ratioInterval } from "../../analysis/statistics/log-interval";
import type { LaneResult, Results } from "../../analysis/results/results";
import { decimal } from "../words/text";
import type { ChartOf } from "./chart";
import { draw, fitName, nameMargin } from "./draw";
import { FAINT, INK } from "./palette";

interface LaneTimes {
  readonly lane: LaneResult;
  readonly points: readonly { readonly round: number; readonly seconds: number; readonly valid: boolean }[];
  readonly median: number | undefined;
  /** 95 % interval of the typical (geometric mean) heat; absent for one heat. */
  readonly low?: number;
  readonly high?: number;
}

/** Every round's time as a point, the median, and the interval in which the lane's typical time lies. */
export const durationsChart: ChartOf = (results) => {
  const lanes = results.lanes.map((lane) => timesOf(lane, results)).filter(({ points }) => points.length > 0);
  if (lanes.length === 0) return undefined;
  const what = results.measure.field === "heatSeconds" ? "time" : "Duration";
  return {
    id: "durations",
    title: `The lanes' ${what}s`,
    alternative:
      `Each heat's ${what} as a point, one line a lane, with the median and the 95 % interval of the typical heat. ` +
      lanes.map(sentenceOf).join(" "),
    legend: [
      { label: "a heat", colour: "var(--blue)" },
      { label: "left out of the statistics", colour: "var(--grey)" },
      { label: "median and 95 % interval of the typical heat", colour: INK },
    ].filter(({ label }) => !label.startsWith("left") || lanes.some(({ points }) => points.some((it) => !it.valid))),
    rows: [
      ["lane", "valid heats", "median", "95 % from", "to", "each round"],
      ...lanes.map(({ lane, median, low, high, points }) => [
        lane.name,
        `${lane.n}`,
        ...[median, low, high].map((seconds) => (seconds === undefined ? "" : `${decimal(seconds)} s`)),
        points.map(({ seconds, valid }) => (valid ? decimal(seconds) : `(${decimal(seconds)})`)).join(", "),
      ]),
    ],
    panels: [{ svg: (width) => picture(lanes, width) }],
  };
};

function timesOf(lane: LaneResult, { heats, measure }: Results): LaneTimes {
  const points = heats.flatMap((heat) => {
    const seconds = heat[measure.field] ?? heat.durationSeconds;
    return heat.lane === lane.name ? [{ round: heat.round, seconds, valid: heat.valid }] : [];
  });
  const logs = points.filter(({ seconds, valid }) => valid && seconds > 0).map(({ seconds }) => Math.log(seconds));
  const interval = logs.length > 1 ? ratioInterval({ logRatios: logs }) : undefined;
  const of = measure.field === "heatSeconds" ? lane.heat : lane;
  return { lane, points, median: of?.medianSeconds, ...(interval && { low: interval.low, high: interval.high }) };
}

function sentenceOf({ lane, median, low, high }: LaneTimes): string {
  if (median === undefined) return `${lane.name}: no valid heat.`;
  const range = low === undefined || high === undefined ? "" : ` (${decimal(low)} to ${decimal(high)} s)`;
  return `${lane.name}: ${decimal(median)} s${range}.`;
}

function picture(lanes: readonly LaneTimes[], width: number): string {
  const names = lanes.map(({ lane }) => lane.name);
  const marginLeft = nameMargin(names, width);
  const points = lanes.flatMap(({ lane, points: own }) => own.map((point) => ({ ...point, lane: lane.name })));
  const spans = lanes.flatMap(({ lane, low, high }) =>
    low === undefined || high === undefined ? [] : [{ lane: lane.name, low, high }],
  );
  const medians = lanes.flatMap(({ lane, median }) => (median === undefined ? [] : [{ lane: lane.name, median }]));
  return draw(width, {
    height: lanes.length * 44 + 66,
    marginLeft,
    marginRight: 16,
    x: { label: "seconds", zero: true, grid: true, nice: true },
    y: { label: null, domain: names, tickFormat: (name: string) => fitName(name, marginLeft), tickSize: 0 },
    marks: [
      ruleX([0], { stroke: FAINT }),
      ruleY(spans, { y: "lane", x1: "low", x2: "high", stroke: INK, strokeWidth: 2, dy: 11 }),
      tickX(medians, { x: "median", y: "lane", stroke: INK, strokeWidth: 2.5, inset: 7, dy: 5 }),
      dot(points, {
        x: "seconds",
        y: "lane",
        r: 4.5,
        dy: -3,
        fill: (point: { valid: boolean }) => (point.valid ? "var(--blue)" : "var(--grey)"),
        fillOpacity: 0.75,
        title: ({ lane, round, seconds }: { lane: string; round: number; seconds: number }) =>
          `${lane}, round ${round}: ${decimal(seconds)} s`,
      }),
    ],
  });
}
