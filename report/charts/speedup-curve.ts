import { dot, line } from "@observablehq/plot";
import type { Results } from "../../analysis/results/results";
import type { FittedModel, ModelName, Scaling } from "../../analysis/results/scaling-results";
import { ratio } from "../../analysis/advice/numbers";
import { decimal } from "../words/text";
import { sweepSamples } from "../../analysis/scaling/sample";
import { waveModel } from "../../analysis/scaling/wave-model";
import type { ChartOf } from "./chart";
import { draw } from "./draw";
import { IDEAL, INK } from "./palette";

interface CurvePoint {
  readonly parallelism: number;
  readonly speedup: number;
}

const LAWS: Readonly<Record<ModelName, { readonly label: string; readonly colour: string }>> = {
  wave: { label: "wave model", colour: "var(--orange)" },
  amdahl: { label: "Amdahl's law", colour: "var(--vermilion)" },
  usl: { label: "Universal Scalability Law", colour: "var(--green)" },
};

/** How many times as fast each parallelism is as the smallest one, with the fitted laws and the ideal. */
export const speedupChart: ChartOf = (results) => {
  const { scaling } = results;
  if (!scaling || scaling.points.length < 2) return undefined;
  const least = Math.min(...scaling.points.map(({ parallelism }) => parallelism));
  const curves = scaling.models.flatMap((model) => curveOf(model, results));
  return {
    id: "speedup",
    title: "Speedup over parallelism",
    alternative:
      `How many times as fast each parallelism is as ${least} at once. ` +
      scaling.points.map(({ parallelism, speedup }) => `${parallelism} at once: ${ratio(speedup)}.`).join(" ") +
      (scaling.refused === undefined ? "" : ` No curve is fitted: ${scaling.refused}.`),
    legend: [
      { label: "a round", colour: "var(--sky)" },
      { label: "mean of the rounds", colour: "var(--blue)" },
      ...curves.map(({ label, colour }) => ({ label, colour })),
      { label: "ideal: twice as many, twice as fast", colour: IDEAL },
    ],
    rows: [
      ["lane", "at once", "rounds", "mean time", "speedup", "efficiency"],
      ...scaling.points.map(({ lane, parallelism, n, meanSeconds, speedup, efficiency }) => [
        lane,
        `${parallelism}`,
        `${n}`,
        `${decimal(meanSeconds)} s`,
        ratio(speedup),
        `${Math.round(efficiency * 100)} %`,
      ]),
    ],
    panels: [{ svg: (width) => picture(scaling, roundsOf(results), curves, width) }],
  };
};

/** Each round's own ratio, of its heat at the smallest parallelism and its heat at another. */
function roundsOf({ scaling, heats, measure }: Results): (CurvePoint & { readonly round: number })[] {
  const points = scaling?.points ?? [];
  const base = points.reduce<(typeof points)[number] | undefined>(
    (a, b) => (a === undefined || b.parallelism < a.parallelism ? b : a),
    undefined,
  );
  const secondsOf = (lane: string | undefined, round: number): number | undefined =>
    heats.find((heat) => heat.valid && heat.lane === lane && heat.round === round)?.[measure.field];
  return points.flatMap(({ lane, parallelism }) =>
    heats.flatMap((heat) => {
      const [from, to] = [secondsOf(base?.lane, heat.round), secondsOf(lane, heat.round)];
      const own = heat.lane === lane && lane !== base?.lane && from !== undefined && to !== undefined && to > 0;
      return own ? [{ parallelism, round: heat.round, speedup: from / to }] : [];
    }),
  );
}

interface Curve {
  readonly label: string;
  readonly colour: string;
  readonly points: readonly CurvePoint[];
}

/** Of the laws, which are smooth, many points; of the wave model, which knows whole pods only, one a parallelism. */
function curveOf(model: FittedModel, results: Results): Curve[] {
  const all = (results.scaling?.points ?? []).map(({ parallelism }) => parallelism);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const secondsAt = model.name === "wave" ? waveSeconds(model, results) : lawOf(model);
  if (!secondsAt) return [];
  const steps = model.name === "wave" ? most - least : 60;
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const parallelism = least + ((most - least) * step) / steps;
    return { parallelism, speedup: secondsAt(least) / secondsAt(parallelism) };
  });
  return [{ ...LAWS[model.name], points }];
}

/** T(N) / T(1): see `ModelName`. */
function lawOf({ name, parameters }: FittedModel): (n: number) => number {
  const value = (key: string): number => parameters[key]?.value ?? 0;
  if (name === "amdahl") return (n) => value("serialFraction") + (1 - value("serialFraction")) / n;
  return (n) => (1 + value("contention") * (n - 1) + value("coherency") * n * (n - 1)) / n;
}

/** T(N) of lanes with the pods and items of those that the model was fitted to. */
function waveSeconds({ parameters }: FittedModel, results: Results): ((n: number) => number) | undefined {
  const samples = sweepSamples(results);
  const [shape] = samples;
  const model = shape && waveModel(samples, results.cluster?.allocatableCpu);
  const values = model?.parameters.map((name) => parameters[name]?.value ?? 0) ?? [];
  return model && ((n) => model.seconds(values, { ...shape, parallelism: n }));
}

function picture(
  { points }: Scaling,
  rounds: readonly (CurvePoint & { readonly round: number })[],
  curves: readonly Curve[],
  width: number,
): string {
  const least = Math.min(...points.map(({ parallelism }) => parallelism));
  const most = Math.max(...points.map(({ parallelism }) => parallelism));
  const top = 1.15 * Math.max(1, ...points.map((it) => it.speedup), ...rounds.map((it) => it.speedup));
  const idealEnd = Math.min(most, top * least);
  const ideal = [least, idealEnd].map((parallelism) => ({ parallelism, speedup: parallelism / least }));
  return draw(width, {
    height: Math.round(Math.max(260, Math.min(360, width * 0.5))),
    marginLeft: 44,
    marginRight: 20,
    marginTop: 26,
    x: {
      label: "pods at once",
      domain: [Math.max(0, least - 0.5), most + 0.5],
      ticks: [...new Set(points.map((it) => it.parallelism))],
      tickFormat: String,
    },
    y: { label: "times as fast", domain: [0, top], grid: true, nice: true },
    marks: [
      line(ideal, { x: "parallelism", y: "speedup", stroke: IDEAL, strokeDasharray: "5 4", strokeWidth: 1.5 }),
      ...curves.map((curve, index) =>
        line(curve.points, {
          x: "parallelism",
          y: "speedup",
          stroke: curve.colour,
          strokeWidth: 2,
          ...(index > 0 && { strokeDasharray: "8 3" }),
        }),
      ),
      dot(rounds, {
        x: "parallelism",
        y: "speedup",
        r: 3.5,
        fill: "var(--sky)",
        fillOpacity: 0.8,
        title: ({ parallelism, speedup, round }: (typeof rounds)[number]) =>
          `round ${round}, ${parallelism} at once: ${ratio(speedup)}`,
      }),
      dot(points, {
        x: "parallelism",
        y: "speedup",
        r: 6,
        symbol: "diamond",
        fill: "var(--blue)",
        stroke: INK,
        strokeWidth: 0.5,
        title: ({ lane, speedup }: (typeof points)[number]) => `${lane}: ${ratio(speedup)} times as fast`,
      }),
    ],
  });
}
