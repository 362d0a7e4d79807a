import { dot, line, text } from "@observablehq/plot";
import type { Cost, LaneCost } from "../../analysis/results/scaling-results";
import { decimal } from "../words/text";
import type { ChartOf } from "./chart";
import { draw } from "./draw";
import { INK, PAPER } from "./palette";

interface Point {
  readonly lane: string;
  readonly seconds: number;
  readonly cost: number;
  /** No other lane is both faster and cheaper. */
  readonly front: boolean;
}

/** What a heat of each lane costs against how long it takes; the front holds the lanes that are worth a choice. */
export const costChart: ChartOf = ({ cost }) => {
  if (!cost) return undefined;
  const unit = unitOf(cost);
  const points = paretoFront(
    cost.lanes.flatMap((lane) => {
      const value = costIn(lane, cost);
      return value === undefined ? [] : [{ lane: lane.lane, seconds: lane.medianSeconds, cost: value }];
    }),
  );
  if (points.length < 2) return undefined;
  const front = points.filter((point) => point.front).map(({ lane }) => lane);
  return {
    id: "cost",
    title: "Cost against time",
    alternative:
      `Each lane as a point: its median time, and its cost in ${unit} a heat. On the front, where no other lane is both ` +
      `faster and cheaper: ${front.join(", ")}.`,
    legend: [
      { label: "on the front: no other lane is faster and cheaper", colour: "var(--vermilion)" },
      { label: "another lane is faster and cheaper", colour: "var(--grey)" },
    ],
    rows: [
      ["lane", "median time", unit, "on the front"],
      ...points.map((point) => [
        point.lane,
        `${decimal(point.seconds)} s`,
        decimal(point.cost),
        point.front ? "yes" : "no",
      ]),
    ],
    panels: [{ svg: (width) => picture(points, unit, width) }],
  };
};

function unitOf({ comparedBy, currency }: Cost): string {
  if (comparedBy === "price") return currency ?? "price";
  return comparedBy === "cpuSeconds" ? "requested CPU-seconds" : "pod-seconds";
}

function costIn(lane: LaneCost, { comparedBy }: Cost): number | undefined {
  return lane[comparedBy];
}

function paretoFront(points: readonly Omit<Point, "front">[]): Point[] {
  return points.map((point) => ({
    ...point,
    front: !points.some(
      (other) =>
        other.seconds <= point.seconds &&
        other.cost <= point.cost &&
        (other.seconds < point.seconds || other.cost < point.cost),
    ),
  }));
}

function picture(points: readonly Point[], unit: string, width: number): string {
  const front = points.filter((point) => point.front).sort((a, b) => a.seconds - b.seconds);
  const most = Math.max(...points.map(({ seconds }) => seconds));
  const right = ({ seconds }: Point): boolean => seconds > 0.6 * most;
  const label = { x: "seconds", y: "cost", text: "lane", fill: INK, stroke: PAPER, strokeWidth: 4, dy: -9 } as const;
  return draw(width, {
    height: Math.round(Math.max(260, Math.min(360, width * 0.5))),
    marginLeft: 56,
    marginRight: 20,
    marginTop: 30,
    x: { label: "median seconds", grid: true, nice: true, zero: true },
    y: { label: unit, grid: true, nice: true, zero: true },
    marks: [
      line(front, { x: "seconds", y: "cost", curve: "step-after", stroke: "var(--vermilion)", strokeWidth: 2 }),
      dot(points, {
        x: "seconds",
        y: "cost",
        r: 6,
        symbol: (point: Point) => (point.front ? "circle" : "square"),
        fill: (point: Point) => (point.front ? "var(--vermilion)" : "var(--grey)"),
        title: ({ lane, seconds, cost }: Point) => `${lane}: ${decimal(seconds)} s, ${decimal(cost)} ${unit}`,
      }),
      text(
        points.filter((point) => !right(point)),
        { ...label, textAnchor: "start", dx: 4 },
      ),
      text(points.filter(right), { ...label, textAnchor: "end", dx: -4 }),
    ],
  });
}
