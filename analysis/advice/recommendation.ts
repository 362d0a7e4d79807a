import type { RaceFacts } from "../results/race-facts";
import { costWords } from "./cost-words";
import { type Outlook, outlookOf } from "./outlook";
import { outlookWords } from "./outlook-words";
import { overheadOf } from "../lane/overhead";
import type { LaneResult, QueueGain, Speedup } from "../results/results";
import type { Cost, Recommendation, Scaling } from "../results/scaling-results";
import { queueWords } from "./queue-words";
import { roomWords } from "./room-words";
import { scalingWords } from "./scaling-words";
import { mostAtOnce } from "../scaling/cpu-cap";
import { plain } from "./numbers";

interface Facts extends RaceFacts {
  /** The second lane against the first. */
  readonly speedup?: Speedup;
  readonly scaling?: Scaling;
  readonly cost?: Cost;
  readonly queues?: readonly QueueGain[];
}

type Choice = Pick<Recommendation, "lane" | "parallelism">;

/** What to change; `undefined` if the heats tell too little. */
export function recommend(facts: Facts): Recommendation | undefined {
  const [, parallel] = facts.lanes;
  const room = roomWords(facts);
  if (!parallel && room.length === 0) return undefined;
  // What lanes took that had to wait for places is neither Kubernetes' price nor a line to go on.
  const isPairHeld = facts.lanes.slice(0, 2).some(({ fitAtOnce }) => fitAtOnce !== undefined);
  const more = isPairHeld ? undefined : outlookOf(facts);
  const { lane, parallelism } = withinRoom(choiceOf(facts), facts);
  const words = [
    ...(isPairHeld ? room : []),
    ...(facts.speedup && parallel && !isPairHeld ? pairWords(facts.speedup, parallel, more) : []),
    ...(facts.scaling ? scalingWords(facts.scaling) : []),
    ...(facts.scaling && lane !== undefined ? outsideWords(facts.scaling, facts, lane) : []),
    ...(isPairHeld ? [] : room),
    ...queueWords(facts),
    ...costWords(facts),
  ];
  if (words.length === 0) words.push(...missingWords(facts));
  if (words.length === 0 && lane === undefined) return undefined;
  return {
    words,
    ...(lane !== undefined && { lane }),
    ...(parallelism !== undefined && { parallelism }),
    ...(more?.evenItems !== undefined && { breakEvenItems: more.evenItems }),
    ...(more?.prediction && { prediction: more.prediction }),
  };
}

/** Of heats made by hand: what an advice would need of them. */
function missingWords({ lanes, heats }: Facts): string[] {
  const valid = heats.filter((heat) => heat.valid);
  if (valid.length === 0) return [];
  const missing = [
    ...(["items", "completions", "parallelism"] as const).filter((key) =>
      lanes.some((lane) => lane[key] === undefined),
    ),
    ...(valid.every((heat) => heat.pods) ? [] : ["pods with their times"]),
  ];
  return missing.length === 0 ? [] : [`What to change can't be told: the heats have no ${missing.join(", no ")}.`];
}

/** The lane and its parallelism, both from one choice. */
function choiceOf(facts: Facts): Choice {
  const { lanes, scaling, cost, settings } = facts;
  const name = settings.deadlineSeconds === undefined ? fastestLane(facts) : (cost?.cheapest ?? fastestLane(facts));
  const chosen = lanes.find((lane) => lane.name === name);
  if (!chosen) return {};
  const swept = scaling?.points.some((point) => point.lane === chosen.name) ?? false;
  if (scaling && swept && settings.deadlineSeconds === undefined) {
    // The model may choose a parallelism between those that were raced.
    const { enoughParallelism: parallelism, points } = scaling;
    const lane = points.find((point) => point.parallelism === parallelism)?.lane;
    return { parallelism, ...(lane !== undefined && { lane }) };
  }
  return { lane: chosen.name, ...(chosen.parallelism !== undefined && { parallelism: chosen.parallelism }) };
}

/** No more at once than fit; the lane then is the one that was raced with as many, if any was. */
function withinRoom(choice: Choice, facts: Facts): Choice {
  const most = mostAtOnce(facts);
  if (choice.parallelism === undefined || choice.parallelism <= most) return choice;
  const chosen = facts.lanes.find(({ name }) => name === choice.lane);
  const raced = facts.lanes.find(
    ({ parallelism, completions }) => parallelism === most && completions === chosen?.completions,
  );
  return { parallelism: most, ...(raced && { lane: raced.name }) };
}

/** The sweep's advice is about its own lanes; another one, with another number of pods, may have been faster. */
function outsideWords({ points }: Scaling, { settings }: Facts, lane: string): string[] {
  if (settings.deadlineSeconds !== undefined || points.some((point) => point.lane === lane)) return [];
  return [`But ${lane}, with another number of pods, was faster on average than all of these.`];
}

/** Who was faster and why; nothing where that is all that could be said, because the verdict says it already. */
function pairWords(speedup: Speedup, parallel: LaneResult, outlook: Outlook | undefined): string[] {
  const { serial, parallel: name, verdict } = speedup;
  const overhead = overheadWords(parallel);
  const faster = verdict === "parallel faster";
  const unsure = verdict === "no detectable difference" ? "detectably " : verdict === "can't tell" ? "clearly " : "";
  const judged = faster
    ? `${name} was faster here, although ${overhead}.`
    : `${name} was not ${unsure}faster here: ${overhead}.`;
  return [...(overhead === "" ? [] : [judged]), ...(outlook ? [outlookWords(outlook, serial, name, faster)] : [])];
}

function overheadWords(lane: LaneResult): string {
  const overhead = overheadOf(lane);
  if (!overhead) return "";
  const { heatSeconds, waveSeconds } = overhead;
  const wave = waveSeconds === undefined ? "" : ` and each further wave ${plain(waveSeconds)} s`;
  return `each heat pays ${plain(heatSeconds)} s${wave} in which Kubernetes starts pods and notices that they have ended`;
}

/** By the mean of the compared time: the fastest lane that is not too late, which need not be detectably so. */
function fastestLane({ lanes, measure }: RaceFacts): string | undefined {
  const timed = lanes.flatMap(({ name, heat, meanSeconds, meetsDeadline }) => {
    const seconds = measure.field === "heatSeconds" ? heat?.meanSeconds : meanSeconds;
    return seconds === undefined || meetsDeadline === false ? [] : [{ name, seconds }];
  });
  return timed.length === 0 ? undefined : timed.reduce((a, b) => (b.seconds < a.seconds ? b : a)).name;
}
