import { roundsToDecide } from "../rounds/rounds-to-decide";
import { stopAlike, untilSure } from "../rounds/until";
import { areHeldAlike } from "../lane/held-alike";
import type { LaneResult, RaceSettings, RaceVerdict, Speedup } from "../results/results";
import { ratio } from "./numbers";
import { tQuantile } from "../statistics/student-t";

interface Raced {
  readonly lanes: readonly LaneResult[];
  readonly settings: RaceSettings;
  /** Rounds that were raced, whatever came of their heats. */
  readonly rounds: number;
}

/** The answer in one line, and what a surer one would take. */
export function raceVerdict(speedup: Speedup, { lanes, settings, rounds: raced }: Raced): RaceVerdict {
  const isAlike = areHeldAlike(lanes);
  const rounds = settled(speedup) || isAlike ? undefined : roundsFor(speedup);
  const { untilPercent } = settings;
  return {
    kind: speedup.verdict,
    sentence: sentenceOf(speedup),
    ...(rounds !== undefined && rounds > speedup.n && { roundsToDecide: rounds }),
    ...(untilPercent !== undefined && { until: isAlike ? stopAlike(raced) : untilSure(speedup, raced, untilPercent) }),
  };
}

function settled({ basis, verdict }: Speedup): boolean {
  return basis === "rounds" && verdict !== "no detectable difference";
}

function sentenceOf({ verdict, serial, parallel, value, low, high, confidence = 0.95, n, basis }: Speedup): string {
  const sure = `${ratio(confidence * 100).replace(/\.0+$/, "")} % sure`;
  const range = low === undefined || high === undefined ? "" : ` (${sure}: ${ratio(low)} to ${ratio(high)})`;
  const times = `${ratio(value)} times as fast`;
  const round = n === 1 ? " in this one round" : "";
  switch (verdict) {
    case "can't tell":
      return `One round can't tell: ${parallel} was ${times} as ${serial}.`;
    case "parallel faster":
      return basis === "items"
        ? `${parallel} was faster${round}: ${times} as ${serial}${range}.`
        : `${parallel} wins: ${times} as ${serial}${range}.`;
    case "serial faster":
      return basis === "items"
        ? `${serial} was faster${round}: ${parallel} was only ${times}${range}.`
        : `${serial} wins: ${parallel} was only ${times}${range}.`;
    case "no detectable difference":
      return `No detectable difference${round}: ${parallel} was ${times} as ${serial}${range}.`;
  }
}

/** From the interval's own width: what a round's deviation must have been to make it. */
function roundsFor({ value, low, high, n, confidence = 0.95, basis }: Speedup): number | undefined {
  if (low === undefined || high === undefined || value <= 0) return undefined;
  const halfWidth = Math.log(high / low) / 2;
  // One round's interval is stretched by few laps rather than few rounds; about so much as 16 of them do.
  const t = tQuantile((1 + confidence) / 2, basis === "items" ? 8 : n - 1);
  return roundsToDecide(Math.log(value), (halfWidth * Math.sqrt(n)) / t);
}
