import { rect, ruleX, ruleY } from "@observablehq/plot";
import type { SlotPod } from "../pod-slots";
import { decimal } from "../words/text";
import { draw } from "./draw";
import { FAINT, PAPER, phaseColour } from "./palette";

/** A heat as the timeline draws it; seconds from `start`, its first pod's creation, which is in seconds since 1970. */
export interface HeatLine {
  readonly lane: string;
  readonly round: number;
  readonly pods: readonly SlotPod[];
  readonly start: number;
  readonly workEnd: number;
  readonly seconds: number;
}

const SLOT_PIXELS = 16;
/** More ticks than this many would hide the bars. */
const MOST_LAPS_A_POD = 60;

/** One line a slot, one bar a pod, on an axis of `most` seconds. */
export function slotsPicture({ pods, start, workEnd, seconds }: HeatLine, most: number, width: number): string {
  const slots = Math.max(...pods.map(({ slot }) => slot)) + 1;
  const parts = pods.flatMap(({ pod, slot, phases }) =>
    phases.map(({ name, from, to }) => ({
      pod: pod.name,
      name,
      x1: from - start,
      x2: to - start,
      y1: slot + 0.12,
      y2: slot + 0.88,
    })),
  );
  const laps = pods.flatMap(({ slot, laps: own }) =>
    own.length > MOST_LAPS_A_POD ? [] : own.map(({ to }) => ({ x: to - start, y1: slot + 0.3, y2: slot + 0.7 })),
  );
  const handOvers = pods.flatMap(({ slot, from, before }) =>
    before ? [{ x1: before.to - start, x2: from - start, y: slot + 0.5 }] : [],
  );
  const lag = seconds > workEnd ? [{ x1: workEnd, x2: seconds, y1: 0.12, y2: slots - 0.12 }] : [];
  return draw(width, {
    height: slots * SLOT_PIXELS + 50,
    marginLeft: 14,
    marginRight: 18,
    marginTop: 6,
    x: { label: "seconds", domain: [0, most], nice: true, grid: true },
    y: { axis: null, domain: [slots, 0] },
    marks: [
      rect(lag, { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: phaseColour("completionLag"), fillOpacity: 0.75 }),
      ruleY(handOvers, { y: "y", x1: "x1", x2: "x2", stroke: phaseColour("handOver"), strokeWidth: 3 }),
      rect(parts, {
        x1: "x1",
        x2: "x2",
        y1: "y1",
        y2: "y2",
        fill: (part: (typeof parts)[number]) => phaseColour(part.name),
        ...(width > 500 && {
          title: ({ pod, name, x1, x2 }: (typeof parts)[number]) => `${pod}, ${name}: ${decimal(x2 - x1)} s`,
        }),
      }),
      ruleX(laps, { x: "x", y1: "y1", y2: "y2", stroke: PAPER, strokeWidth: 1 }),
      ruleX([0], { stroke: FAINT }),
    ],
  });
}
