import type { RaceFacts } from "../results/race-facts";
import { type Choice, choiceOf } from "./choice";
import { costWords } from "./cost-words";
import { creationWords } from "./creation-words";
import { outlookOf } from "./outlook";
import { outlookWords } from "./outlook-words";
import { overheadOf } from "../lane/overhead";
import type { LaneResult, QueueGain, Speedup } from "../results/results";
import type { Cost, Recommendation, Scaling } from "../results/scaling-results";
import { queueWords } from "./queue-words";
import { roomWords } from "./room-words";
import { scalingWords } from "./scaling-words";
import { count, listed, plain } from "./numbers";

interface Facts extends RaceFacts {
  /** The second lane against the first. */
  readonly speedup?: Speedup;
  readonly scaling?: Scaling;
  readonly cost?: Cost;
  readonly queues?: readonly QueueGain[];
}

/** What to change; `undefined` if the heats tell too little. */
export function recommend(facts: Facts): Recommendation | undefined {
  const [, parallel] = facts.lanes;
  const room = roomWords(facts);
  if (!parallel && room.length === 0) return undefined;
  // What lanes took that had to wait for places is neither Kubernetes' price nor what more items would take.
  const isPairHeld = facts.lanes.slice(0, 2).some(({ fitAtOnce }) => fitAtOnce !== undefined);
  const more = isPairHeld ? undefined : outlookOf(facts);
  const choice = choiceOf(facts);
  const { lane, parallelism } = choice;
  const faster = facts.speedup?.verdict === "parallel faster";
  const words = [
    ...(isPairHeld ? room : []),
    ...(facts.speedup && parallel && !isPairHeld ? pairWords(facts.speedup, parallel) : []),
    ...(more && parallel?.items ? outlookWords(more, { parallel: parallel.name, items: parallel.items, faster }) : []),
    ...choiceWords(choice, facts),
    ...(facts.scaling ? scalingWords(facts.scaling) : []),
    ...(isPairHeld ? [] : room),
    ...queueWords(facts),
    ...creationWords(facts),
    ...costWords(facts),
  ];
  if (words.length === 0) words.push(...missingWords(facts));
  if (words.length === 0 && lane === undefined) return undefined;
  return {
    words,
    ...(lane !== undefined && { lane }),
    ...(parallelism !== undefined && { parallelism }),
    ...(choice.alike.length > 1 && { alike: choice.alike.map(({ name }) => name) }),
    ...(more?.evenItems !== undefined && { breakEvenItems: more.evenItems.items }),
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

/** Of more than two lanes: which may be the fastest, and which of these to take. Two have the verdict. */
function choiceWords({ alike, by, lane }: Choice, { lanes, heats }: Facts): string[] {
  if (by === "cost" || lanes.filter(({ n }) => n > 0).length < 3) return [];
  const [first] = alike;
  if (!first) return [];
  if (alike.length === 1) return [`${first.name} is the fastest lane: every other one was detectably slower.`];
  const rounds = new Set(heats.filter(({ valid }) => valid).map(({ round }) => round)).size;
  const names = listed(
    alike.map(({ name }) => name),
    "or",
  );
  const take = alike.some(({ name }) => name === lane) ? ` Of these, ${lane} has the smallest parallelism.` : "";
  return [`The fastest may be ${names}: ${count(rounds, "round")} can't tell them apart.${take}`];
}

/** Who was faster and why; nothing where that is all that could be said, because the verdict says it already. */
function pairWords({ parallel: name, verdict }: Speedup, parallel: LaneResult): string[] {
  const overhead = overheadWords(parallel);
  const faster = verdict === "parallel faster";
  const unsure = verdict === "no detectable difference" ? "detectably " : verdict === "can't tell" ? "clearly " : "";
  const judged = faster
    ? `${name} was faster here, although ${overhead}.`
    : `${name} was not ${unsure}faster here: ${overhead}.`;
  return overhead === "" ? [] : [judged];
}

function overheadWords(lane: LaneResult): string {
  const overhead = overheadOf(lane);
  if (!overhead) return "";
  const { heatSeconds, waveSeconds } = overhead;
  const wave = waveSeconds === undefined ? "" : ` and each further wave ${plain(waveSeconds)} s`;
  return `each heat pays ${plain(heatSeconds)} s${wave} in which Kubernetes starts pods and notices that they have ended`;
}
