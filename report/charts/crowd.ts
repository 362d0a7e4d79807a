import { areaY, ruleX, stackY } from "@observablehq/plot";
import { draw } from "./draw";
import { FAINT, PHASES } from "./palette";
import type { HeatLine } from "./slots";

/** Enough for the width of a screen. */
const STEPS = 240;

/** How many pods were in which phase, on an axis of `most` seconds. */
export function crowdPicture({ pods, start, seconds }: HeatLine, most: number, width: number): string {
  const at = Array.from({ length: STEPS + 1 }, (_, step) => (seconds * step) / STEPS);
  const points = PHASES.flatMap(({ key, colour }) => {
    const stretches = pods.flatMap(({ phases }) => phases.filter(({ name }) => name === key));
    if (stretches.length === 0) return [];
    const counts = countsAt(
      stretches.map(({ from, to }) => ({ from: from - start, to: to - start })),
      at,
    );
    return at.map((second, index) => ({ second, colour, pods: counts[index] ?? 0 }));
  });
  return draw(width, {
    height: 170,
    marginLeft: 44,
    marginRight: 18,
    x: { label: "seconds", domain: [0, most], nice: true },
    y: { label: "pods", grid: true, nice: true },
    marks: [
      areaY(points, stackY({ x: "second", y: "pods", fill: "colour", z: "colour", curve: "step" })),
      ruleX([0], { stroke: FAINT }),
    ],
  });
}

/** Stretches around each instant: one walk over the begins and ends, in order. */
function countsAt(
  stretches: readonly { readonly from: number; readonly to: number }[],
  at: readonly number[],
): number[] {
  const steps = stretches
    .flatMap(({ from, to }) => [
      { at: from, by: 1 },
      { at: to, by: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  let next = 0;
  let now = 0;
  return at.map((second) => {
    for (let step = steps[next]; step && step.at <= second; step = steps[++next]) now += step.by;
    return now;
  });
}
