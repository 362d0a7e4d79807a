import type { Results, Speedup } from "../analysis/results";
import { count, decimal, inSeconds, wrap } from "./text";

/** Who won, by how much, and how sure that is. */
export function speedupWords(results: Results): string[] {
  const { speedup, lanes, measure } = results;
  if (!speedup) return lanes.length < 2 ? [] : wrap(missingSpeedup(results));
  const measured =
    measure.field === "heatSeconds"
      ? `Compared by the heats' time from the first pod's creation to the Job's completion, known to ${resolution(measure.resolutionSeconds)}.`
      : "Compared by the Durations, which Kubernetes cuts to whole seconds.";
  return [...wrap(`${verdictWords(speedup)} ${measured}`), ...wrap(certaintyWords(speedup, results))];
}

function missingSpeedup({ lanes }: Results): string {
  const without = lanes.slice(0, 2).filter((lane) => lane.n === 0);
  const names = without.map((lane) => lane.name).join(" and ");
  return without.length > 0
    ? `No speedup: ${names} has no valid heat.`
    : "No speedup: no round has a valid heat of both lanes. More rounds will give one.";
}

function verdictWords({ verdict, serial, parallel, value, low, high }: Speedup): string {
  const range = low === undefined || high === undefined ? "" : ` (95 % sure: ${decimal(low)} to ${decimal(high)})`;
  switch (verdict) {
    case "one round":
      return value >= 1
        ? `In this one round ${parallel} was ${decimal(value)} times as fast as ${serial}.`
        : `In this one round ${parallel} was not faster: ${decimal(value)} times as fast as ${serial}.`;
    case "parallel faster":
      return `${parallel} wins: ${decimal(value)} times as fast as ${serial}${range}.`;
    case "serial faster":
      return `${serial} wins: ${parallel} was only ${decimal(value)} times as fast${range}.`;
    case "no detectable difference":
      return `No detectable difference: ${parallel} was ${decimal(value)} times as fast as ${serial}${range}.`;
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
  const odds = speedup.probabilityFaster;
  const beats = odds === undefined ? "" : ` Of all pairs of heats, ${speedup.parallel} was faster in ${percent(odds)}.`;
  return `From ${count(speedup.n, "round")}, each comparing the two.${beats}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function resolution(seconds: number): string {
  return seconds < 0.001 ? "a few milliseconds" : `± ${inSeconds(seconds / 2)}`;
}
