import { type ComparisonRow, studyComparisons } from "./comparisons";
import { type FitRow, studyFits } from "./fits";
import { type ForecastRow, studyForecasts } from "./forecasts";
import { studyUntil, type UntilRow } from "./until";
import { processes, studyVerdicts, type VerdictRow } from "./verdicts";

/** How much to simulate. */
export interface Effort {
  /** Races in each cell. */
  readonly races: number;
  readonly seed: number;
}

/** A table of the document, with what it shows. */
export interface Table {
  readonly title: string;
  readonly words: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export const studies: Readonly<Record<string, (effort: Effort) => Table>> = {
  verdicts: (effort) => verdictTable(studyVerdicts(processes, { rounds: [1, 3, 5, 10], ...effort })),
  until: (effort) => untilTable(studyUntil(effort)),
  fits: (effort) => fitTable(studyFits(effort)),
  comparisons: (effort) => comparisonTable(studyComparisons({ rounds: [5, 10], ...effort })),
  forecasts: (effort) => forecastTable(studyForecasts(effort)),
};

function comparisonTable(rows: readonly ComparisonRow[]): Table {
  return {
    title: "Two races compared",
    words:
      "What `npm run compare` says of two races of the classic lanes: how often nothing of two equal ones, and how often that the second " +
      "is slower where every heat of it takes 1.2 times as long: of one lane at least, and on average over the lanes. Where the items are " +
      "few and uneven, their luck hides such a change from any test; more rounds show it.",
    head: ["race", "rounds of each", "equal: nothing", "slower: found", "found, by lane", "wrong way round"],
    rows: rows.map(({ process, rounds, same, found, foundOfLanes, wrong }) => [
      process,
      `${rounds}`,
      ...[same, found, foundOfLanes, wrong].map(percent),
    ]),
  };
}

function forecastTable(rows: readonly ForecastRow[]): Table {
  return {
    title: "The forecast in a pull request",
    words:
      "How often the forecast for a changed parallelism is made, and how often its 95 % interval then contains the truth: sweeps of 1, 2, 5 " +
      "and 10 at once, 5 rounds.",
    head: ["race", "change", "true factor", "made", "covered"],
    rows: rows.map(({ process, from, to, truth, made, covered }) => [
      process,
      `${from} → ${to}`,
      truth.toFixed(2),
      percent(made),
      made === 0 ? "–" : percent(covered),
    ]),
  };
}

function fitTable(rows: readonly FitRow[]): Table {
  return {
    title: "The fits' parameters",
    words:
      "How often the 95 % interval of a parameter contains the true one: six lanes, heats that differ by 5 %, with and without " +
      "15 % that all heats of a round share.",
    head: ["law", "rounds", "shared in a round", "covered"],
    rows: rows.map(({ law, rounds, roundNoise, covered }) => [
      law,
      `${rounds}`,
      `${roundNoise * 100} %`,
      Object.entries(covered)
        .map(([name, share]) => `${name} ${percent(share)}`)
        .join(", "),
    ]),
  };
}

function untilTable(rows: readonly UntilRow[]): Table {
  return {
    title: "A race that runs until it is sure",
    words:
      "With looks after 3, 5, 8, 12 and 20 rounds, until the 99 % interval leaves out 1 or reaches no more than 5 % to each side.",
    head: ["race", "true speedup", "winner found", "false winner", "narrow", "at the cap", "rounds on average"],
    rows: rows.map(({ process, truth, winner, falseWinner, narrow, cap, rounds }) => [
      process,
      truth.toFixed(2),
      truth === 1 ? "–" : percent(winner),
      percent(falseWinner),
      percent(narrow),
      percent(cap),
      rounds.toFixed(1),
    ]),
  };
}

function verdictTable(rows: readonly VerdictRow[]): Table {
  return {
    title: "The verdict",
    words:
      "How often the speedup's 95 % interval contains the truth, how often the verdict names the lane that is really faster, and how " +
      "often one that is not. One round's interval is from its own items, that of more rounds from the rounds.",
    head: ["race", "true speedup", "rounds", "covered", "winner found", "false winner"],
    rows: rows.map(({ process, truth, rounds, covered, winner, falseWinner }) => [
      process,
      truth.toFixed(2),
      `${rounds}`,
      percent(covered),
      truth === 1 ? "–" : percent(winner),
      percent(falseWinner),
    ]),
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** The tables as Markdown. */
export function markdown(tables: readonly Table[], { races, seed }: Effort): string {
  return [
    "# What the claims are worth",
    "",
    `Made by \`npm run simulate -- --races ${races} --seed ${seed}\`: so many races a line, simulated with a known truth (pods take slots and`,
    "share CPUs; overheads are those of a small real node) and given to the program's own analysis.",
    ...tables.flatMap(({ title, words, head, rows }) => [
      "",
      `## ${title}`,
      "",
      words,
      "",
      ...markdownTable(head, rows),
    ]),
    "",
  ].join("\n");
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((cell, column) =>
    Math.max(...[cell, ...rows.map((row) => row[column] ?? "")].map((it) => it.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}
