import type { LaneResult, Results, Speedup, UntilSure } from "../../analysis/results/results";
import { comparedRounds } from "./compared-rounds";
import { areHeldAlike } from "../../analysis/lane/held-alike";
import { count, ratio } from "../../analysis/advice/numbers";
import { inSeconds } from "./text";

/** Who won, by how much, and how sure that is: one paragraph each. */
export function speedupWords(results: Results): string[] {
  const { speedup, verdict, lanes, measure } = results;
  if (!speedup) return lanes.length === 0 ? [] : [missingSpeedup(results)];
  const measured =
    measure.field === "heatSeconds"
      ? "Compared by the heats' time from the first pod's creation to the Job's completion, known to " +
        `${resolution(measure.resolutionSeconds)}.`
      : "Compared by the Durations, which Kubernetes cuts to whole seconds: each may be off by up to 1 s.";
  const { compared, several, zeroHeats } = comparedRounds(results);
  const certainty =
    several && speedup.n === 1 ? onlyRoundWords(compared[0] ?? 1, zeroHeats) : certaintyWords(speedup, results);
  return [`${verdict?.sentence ?? ""} ${measured}`, certainty + zeroWords(zeroHeats)];
}

function missingSpeedup({ lanes, heats }: Results): string {
  const [serial, parallel] = lanes;
  if (serial && !parallel) return `No speedup: ${serial.name} is the only lane. A second one gives a comparison.`;
  const without = lanes.slice(0, 2).filter((lane) => lane.n === 0);
  const names = without.map((lane) => lane.name).join(" and ");
  if (without.length > 0) return `No speedup: ${names} ${without.length === 1 ? "has" : "have"} no valid heat.`;
  const roundsOf = (lane?: LaneResult): number[] =>
    heats.filter((heat) => heat.valid && heat.lane === lane?.name).map((heat) => heat.round);
  const others = new Set(roundsOf(parallel));
  return roundsOf(serial).some((round) => others.has(round))
    ? "No speedup: the heats took 0 s by Kubernetes' clock, too short to compare. More items will give one."
    : "No speedup: no round has a valid heat of both lanes. More rounds will give one.";
}

function certaintyWords(speedup: Speedup, { verdict, lanes }: Results): string {
  const more = verdict?.until
    ? untilWords(verdict.until)
    : areHeldAlike(lanes)
      ? ` ${HELD_ALIKE}`
      : moreRoundsWords(speedup, verdict?.roundsToDecide);
  if (speedup.n > 1) return `From ${count(speedup.n, "round")}, each comparing the two.${roundsWords(speedup)}${more}`;
  const source =
    speedup.basis === "items"
      ? "The interval is from the spread of this round's own items: it knows their luck, not that of the cluster."
      : "Without the laps of all items nothing says how much of that is luck.";
  return `${source}${more}`;
}

const HELD_ALIKE = "Both ran the same number of pods at once, for no more fit: more rounds would not tell them apart.";

/** Of a race that runs until it is sure; the looks on the way are why its intervals are wider. */
function untilWords({ sentence, rounds }: UntilSure): string {
  const next = rounds === undefined ? "" : ` They are raced by \`pulumi config set rounds ${rounds} && pulumi up\`.`;
  return ` ${sentence}${next}`;
}

/** What would make it surer; nothing where it is decided. */
function moreRoundsWords({ n, basis, verdict, tiedRounds }: Speedup, needed: number | undefined): string {
  if (basis === "rounds" && verdict !== "no detectable difference") return "";
  const rounds = Math.max(needed ?? 5, n === 1 ? 5 : n + 1);
  const how = `\`npm start -- --rounds ${rounds}\`, or \`pulumi config set rounds ${rounds} && pulumi up\``;
  if (needed !== undefined && verdict === "no detectable difference") {
    return ` If this difference is real, ${rounds} rounds in all would probably show it: ${how}.`;
  }
  if (n === 1) return ` For an interval${basis === "items" ? " that knows the cluster's luck too" : ""}: ${how}.`;
  if (tiedRounds === n || n >= 50) return "";
  return " It would take more than 50 rounds to show a difference as small as this.";
}

/** Of a race that had more rounds: to race as many again is no advice. */
function onlyRoundWords(round: number, zeroHeats: number): string {
  const heat = zeroHeats === 0 ? "a valid heat" : "a valid heat of more than 0 s";
  return `Only round ${round} has ${heat} of both lanes.`;
}

function zeroWords(zeroHeats: number): string {
  if (zeroHeats === 0) return "";
  const heats = `${count(zeroHeats, "heat")} of 0 s by Kubernetes' clock, too short to compare`;
  return ` Left out of the speedup: ${heats}.`;
}

function roundsWords({ parallel, n, fasterRounds, tiedRounds = 0, stragglers, serial }: Speedup): string {
  if (tiedRounds === n) return " All heats took equally long.";
  const ties = tiedRounds === 0 ? "" : ` and as fast in ${tiedRounds}`;
  const faster = ` ${parallel} was faster in ${fasterRounds} of ${n}${ties}.`;
  if (!stragglers) return faster;
  const { lane, rounds, medianLow, medianHigh, medianConfidence } = stragglers;
  const [slow, other] = lane === "serial" ? [serial, parallel] : [parallel, serial];
  return (
    `${faster} Careful: ${slow} alone has far slower heats (round ${rounds.join(", ")}), ${other} has none, and few rounds say little ` +
    `about how often that happens. The median of the rounds lies between ${ratio(medianLow)} and ${ratio(medianHigh)} ` +
    `(${Math.floor(medianConfidence * 100)} % sure).`
  );
}

function resolution(seconds: number): string {
  return seconds < 0.001 ? "a few milliseconds" : `± ${inSeconds(seconds / 2)}`;
}
