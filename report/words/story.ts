import type { LaneResult, Results } from "../../analysis/results/results";
import { parallelDuration, serialDuration } from "../stack-outputs";
import { disturbanceWords } from "./disturbance-words";
import { laneTable } from "./lane-table";
import { phaseTable } from "./phase-table";
import { queueTable } from "./queue-table";
import { paragraph, type Section } from "./section";
import { speedupWords } from "./speedup-words";

const AMDAHL =
  "For over a decade prophets have voiced the contention that the organization of a single computer has reached its " +
  "limits and that truly significant advances can be made only by interconnection of a multiplicity of computers.";

/**
 * The race's story in plain words: the classic lines first, then who won and how sure that is, where the time went, and
 * what to change.
 */
export function story(results: Results): Section[] {
  return told(results, [
    ...(needsLaneTable(results.lanes) ? [laneTable(results)] : []),
    ...phaseTable(results.lanes),
    ...queueTable(results),
  ]);
}

/** The story without its tables, for where it is one answer among others. */
export function shortStory(results: Results): Section[] {
  return told(results, []);
}

function told(results: Results, tables: readonly Section[]): Section[] {
  const sections: Section[] = [
    { blocks: [{ kind: "quote", text: AMDAHL, by: "Gene Amdahl, 1967" }] },
    { blocks: [{ kind: "lines", lines: classicLines(results) }] },
    { blocks: speedupWords(results).map(paragraph) },
    ...tables,
    ...disturbanceWords(results),
    ...advice(results),
  ];
  return sections.filter(({ blocks }) => blocks.length > 0);
}

function classicLines(results: Results): string[] {
  const serial = serialDuration(results);
  const parallel = parallelDuration(results);
  return [
    "The results are in:",
    ...(serial === undefined ? [] : [`Serial: ${serial}`]),
    ...(parallel === undefined ? [] : [`Parallel: ${parallel}`]),
    ...(serial === undefined && parallel === undefined ? ["No heat of the race has ended yet."] : []),
  ];
}

function advice({ recommendation }: Results): Section[] {
  if (!recommendation || recommendation.words.length === 0) return [];
  return [{ title: "What to change", blocks: recommendation.words.map(paragraph) }];
}

function needsLaneTable(lanes: readonly LaneResult[]): boolean {
  return lanes.length > 2 || lanes.some((lane) => lane.n > 1);
}
