import type { LaneResult, Results, Speedup } from "../../analysis/results/results";
import { comparedRounds } from "./compared-rounds";
import { count, inSeconds, ratio } from "./text";

/** Who won, by how much, and how sure that is: one paragraph each. */
export function speedupWords(results: Results): string[] {
  const { speedup, lanes, measure } = results;
  if (!speedup) return lanes.length < 2 ? [] : [missingSpeedup(results)];
  const measured =
    measure.field === "heatSeconds"
      ? `Compared by the heats' time from the first pod's creation to the Job's completion, known to ${resolution(measure.resolutionSeconds)}.`
      : "Compared by the Durations, which Kubernetes cuts to whole seconds: each may be off by up to 1 s.";
  const { compared, several, zeroHeats } = comparedRounds(results);
  const round = several ? `in round ${compared[0] ?? 1}` : "in this one round";
  const certainty =
    several && speedup.n === 1 ? onlyRoundWords(compared[0] ?? 1, zeroHeats) : certaintyWords(speedup, results);
  return [`${verdictWords(speedup, round)} ${measured}`, certainty + zeroWords(zeroHeats)];
}

function missingSpeedup({ lanes, heats }: Results): string {
  const [serial, parallel] = lanes;
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

/** `round` names the round of a speedup that is known from one alone. */
function verdictWords({ verdict, serial, parallel, value, low, high }: Speedup, round: string): string {
  const range = low === undefined || high === undefined ? "" : ` (95 % sure: ${ratio(low)} to ${ratio(high)})`;
  switch (verdict) {
    case "one round":
      return value >= 1
        ? `I${round.slice(1)} ${parallel} was ${ratio(value)} times as fast as ${serial}.`
        : `I${round.slice(1)} ${parallel} was not faster: ${ratio(value)} times as fast as ${serial}.`;
    case "too close to tell":
      return `Too close to tell: ${round} ${parallel} was ${ratio(value)} times as fast as ${serial}.`;
    case "parallel faster":
      return `${parallel} wins: ${ratio(value)} times as fast as ${serial}${range}.`;
    case "serial faster":
      return `${serial} wins: ${parallel} was only ${ratio(value)} times as fast${range}.`;
    case "no detectable difference":
      return `No detectable difference: ${parallel} was ${ratio(value)} times as fast as ${serial}${range}.`;
  }
}

function certaintyWords(speedup: Speedup, { lanes }: Results): string {
  if (speedup.n === 1) {
    const spread = lanes.some((lane) => (lane.bounds?.longestLapSeconds ?? 0) > 0);
    const why = spread ? "the same items take another time in each heat" : "the next one may say the opposite";
    return (
      `One round is an anecdote: ${why}. For a result with an interval: ` +
      "`npm start -- --rounds 5`, or `pulumi config set rounds 5` and `pulumi up`."
    );
  }
  return `From ${count(speedup.n, "round")}, each comparing the two.${pairsWords(speedup)}`;
}

/** Of a race that had more rounds: to race as many again is no advice. */
function onlyRoundWords(round: number, zeroHeats: number): string {
  const heat = zeroHeats === 0 ? "a valid heat" : "a valid heat of more than 0 s";
  return `Only round ${round} has ${heat} of both lanes, and one round is an anecdote.`;
}

function zeroWords(zeroHeats: number): string {
  if (zeroHeats === 0) return "";
  const heats = `${count(zeroHeats, "heat")} of 0 s by Kubernetes' clock, too short to compare`;
  return ` Left out of the speedup: ${heats}.`;
}

/** Ties are told apart: half of a tie is no win that anybody saw. */
function pairsWords({ parallel, probabilityFaster, probabilityTied = 0 }: Speedup): string {
  if (probabilityFaster === undefined) return "";
  if (probabilityTied === 1) return " All heats took equally long.";
  const wins = percent(Math.max(0, probabilityFaster - probabilityTied / 2));
  const ties = probabilityTied === 0 ? "" : `, and ${percent(probabilityTied)} were ties`;
  return ` Of all pairs of heats, ${parallel} was faster in ${wins}${ties}.`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function resolution(seconds: number): string {
  return seconds < 0.001 ? "a few milliseconds" : `± ${inSeconds(seconds / 2)}`;
}
