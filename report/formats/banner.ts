import type { LaneResult, Results } from "../../analysis/results/results";
import { speedupWords } from "../words/speedup-words";
import { laneTable } from "../words/lane-table";
import { phaseTables } from "../words/phase-table";
import { parallelDuration, serialDuration } from "../stack-outputs";
import { disturbanceLines } from "../words/disturbance-lines";
import { wrap } from "../words/text";

const AMDAHL =
  "For over a decade prophets have voiced the contention that the organization of a single computer has reached its " +
  "limits and that truly significant advances can be made only by interconnection of a multiplicity of computers.";

/**
 * The race's story in plain words, at most 100 columns wide: the classic lines first, then who won and how sure that
 * is, where the time went, and what to change.
 */
export function banner(results: Results): string {
  const serial = serialDuration(results);
  const parallel = parallelDuration(results);
  const classic = [
    ...wrap(AMDAHL),
    "  -- Gene Amdahl, 1967",
    "",
    "The results are in:",
    ...(serial === undefined ? [] : [`Serial: ${serial}`]),
    ...(parallel === undefined ? [] : [`Parallel: ${parallel}`]),
    ...(serial === undefined && parallel === undefined ? ["No heat of the race has ended yet."] : []),
  ];
  const sections = [
    classic,
    speedupWords(results),
    needsLaneTable(results.lanes) ? laneTable(results) : [],
    phaseTables(results.lanes),
    disturbanceLines(results),
    adviceLines(results),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function adviceLines({ recommendation }: Results): string[] {
  if (!recommendation || recommendation.words.length === 0) return [];
  return ["What to change", ...recommendation.words.flatMap((sentence) => wrap(sentence, undefined, "  "))];
}

function needsLaneTable(lanes: readonly LaneResult[]): boolean {
  return lanes.length > 2 || lanes.some((lane) => lane.n > 1);
}
