import type { RaceFacts } from "./race-facts";
import { breakEvenItems, itemLine, predictedSpeedup } from "./break-even";
import { costWords } from "./cost-words";
import { overheadOf } from "./overhead";
import type { LaneResult, Speedup } from "./results";
import { toSixDigits } from "./rounding";
import type { Cost, Recommendation, Scaling } from "./scaling-results";
import { scalingWords } from "./scaling-words";
import { plain } from "./words";

interface Facts extends RaceFacts {
  readonly scaling?: Scaling;
  readonly cost?: Cost;
}

/** What to change; `undefined` if the heats tell too little. */
export function recommend(facts: Facts): Recommendation | undefined {
  const [serial, parallel] = facts.lanes;
  const outlook = serial && parallel && outlookOf(serial, parallel);
  const lane = facts.cost?.deadlineSeconds === undefined ? fastestLane(facts) : facts.cost.cheapest;
  const parallelism = facts.scaling?.enoughParallelism ?? facts.lanes.find((it) => it.name === lane)?.parallelism;
  const words = [
    ...(parallel?.speedup ? pairWords(parallel.speedup, parallel, outlook) : []),
    ...(facts.scaling ? scalingWords(facts.scaling) : []),
    ...(facts.cost ? costWords(facts.cost) : []),
  ];
  if (words.length === 0) return undefined;
  return {
    words,
    ...(lane !== undefined && { lane }),
    ...(parallelism !== undefined && { parallelism }),
    ...(outlook?.breakEvenItems !== undefined && { breakEvenItems: outlook.breakEvenItems }),
    ...(outlook?.prediction && { prediction: outlook.prediction }),
  };
}

/** What more items would change between two lanes; `undefined` if their laps were not observed. */
interface Outlook {
  readonly items: number;
  readonly breakEvenItems?: number;
  readonly prediction?: { readonly items: number; readonly speedup: number };
}

function outlookOf(serial: LaneResult, parallel: LaneResult): Outlook | undefined {
  const [slow, fast] = [itemLine(serial), itemLine(parallel)];
  const { items } = parallel;
  if (!slow || !fast || !items) return undefined;
  const evenItems = breakEvenItems(slow, fast, leastCommonMultiple(serial.completions ?? 1, parallel.completions ?? 1));
  if (evenItems === undefined) return { items };
  // Far enough from the break-even that the difference shows.
  const ahead = Math.ceil((2 * evenItems) / items) * items;
  const more = Math.max(4 * items, ahead);
  const speedup = toSixDigits(predictedSpeedup(slow, fast, more));
  return { items, breakEvenItems: evenItems, prediction: { items: more, speedup } };
}

function pairWords(speedup: Speedup, parallel: LaneResult, outlook: Outlook | undefined): string[] {
  const { serial, parallel: name, value, verdict } = speedup;
  const faster = verdict === "parallel faster" || (verdict === "one round" && value > 1);
  const overhead = overheadWords(parallel);
  const judged = faster
    ? `${name} was faster here${overhead === "" ? "" : `, although ${overhead}`}.`
    : `${name} was not ${verdict === "no detectable difference" ? "detectably " : ""}faster here${overhead === "" ? "" : `: ${overhead}`}.`;
  return [judged, ...outlookWords(outlook, serial, name, faster)];
}

function overheadWords(lane: LaneResult): string {
  const overhead = overheadOf(lane);
  if (!overhead) return "";
  const { heatSeconds, waveSeconds } = overhead;
  const wave = waveSeconds === undefined ? "" : ` and each further wave ${plain(waveSeconds)} s`;
  return `each heat pays ${plain(heatSeconds)} s${wave} in which Kubernetes starts pods and notices that they have ended`;
}

function outlookWords(outlook: Outlook | undefined, serial: string, parallel: string, faster: boolean): string[] {
  if (!outlook) return [];
  const { items, breakEvenItems: even, prediction } = outlook;
  if (even === undefined || !prediction) {
    return [`More items would not make ${parallel} win: each of them took it as long as ${serial}, or longer.`];
  }
  const times = `${plain(prediction.speedup)} times as fast`;
  if (faster)
    return [`With ${prediction.items} items it would be about ${times}; it wins from about ${even} items on.`];
  if (even <= items)
    return [`The laps alone would let it win already; with ${prediction.items} items it would be about ${times}.`];
  return [`With ${prediction.items} items it would be about ${times}; the two break even near ${even} items.`];
}

/** By the mean of the compared time: the fastest lane, which need not be detectably so. */
function fastestLane({ lanes, measure }: RaceFacts): string | undefined {
  const timed = lanes.flatMap(({ name, heat, meanSeconds }) => {
    const seconds = measure.field === "heatSeconds" ? heat?.meanSeconds : meanSeconds;
    return seconds === undefined ? [] : [{ name, seconds }];
  });
  return timed.length === 0 ? undefined : timed.reduce((a, b) => (b.seconds < a.seconds ? b : a)).name;
}

function leastCommonMultiple(a: number, b: number): number {
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  return (a / divisor(a, b)) * b;
}
