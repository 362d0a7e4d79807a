import { type ComparisonRow, studyComparisons } from "./comparisons";
import { type DeadlineRow, studyDeadlines } from "./deadlines";
import { type FitRow, studyFits } from "./fits";
import { type ForecastRow, studyForecasts } from "./forecasts";
import { type LanesRow, studyLanes } from "./lanes";
import { type MoreItemsRow, studyMoreItems } from "./more-items";
import { type StragglerRow, studyStragglers } from "./stragglers";
import type { Effort } from "./truth";
import { studyUntil, type UntilRow } from "./until";
import { processes, studyVerdicts, type VerdictRow } from "./verdicts";

/** A table of the document, with what it shows. */
export interface Table {
  readonly title: string;
  readonly words: string;
  readonly head: readonly string[];
  /** So many columns at the left say what a row is about; the others are what was found. */
  readonly labels: number;
  readonly rows: readonly (readonly string[])[];
}

export const studies: Readonly<Record<string, (effort: Effort) => Table>> = {
  verdicts: (effort) => verdictTable(studyVerdicts(processes, { rounds: [1, 3, 5, 10], ...effort })),
  until: (effort) => untilTable(studyUntil(effort)),
  lanes: (effort) => lanesTable(studyLanes(effort)),
  stragglers: (effort) => stragglerTable(studyStragglers(effort)),
  items: (effort) => moreItemsTable(studyMoreItems(effort)),
  deadlines: (effort) => deadlineTable(studyDeadlines(effort)),
  fits: (effort) => fitTable(studyFits(effort)),
  comparisons: (effort) => comparisonTable(studyComparisons({ rounds: [5, 10], ...effort })),
  forecasts: (effort) => forecastTable(studyForecasts(effort)),
};

function lanesTable(rows: readonly LanesRow[]): Table {
  return {
    title: "More lanes than two",
    words:
      "How often at least one lane's interval leaves out its true speedup (each is as sure as Bonferroni's correction asks, so that all " +
      "together hold in 95 %), how often the lane that is really the fastest is among those that the advice names, how many it names, and " +
      "how much longer the recommended one takes than the fastest.",
    head: ["race", "rounds", "any interval wrong", "fastest is named", "lanes named", "recommended takes longer by"],
    labels: 2,
    rows: rows.map(({ process, rounds, anyWrong, fastestNamed, named, loss }) => [
      process,
      `${rounds}`,
      percent(anyWrong),
      percent(fastestNamed),
      named.toFixed(1),
      percent(loss),
    ]),
  };
}

function stragglerTable(rows: readonly StragglerRow[]): Table {
  return {
    title: "Rare slow heats in one lane",
    words:
      "One of ten heats of one lane takes three times as long. How often the usual interval contains the true geometric mean; how often " +
      "races with such a heat come with a warning, and races without one; and how often the interval of the median that the warning " +
      "shows contains the true median, beside how often it says so.",
    head: ["race", "rounds", "covered", "warned", "warned in vain", "median covered", "it says"],
    labels: 2,
    rows: rows.map(({ process, rounds, covered, warned, warnedInVain, medianCovered, medianSaid }) => [
      process,
      `${rounds}`,
      percent(covered),
      percent(warned),
      percent(warnedInVain),
      percent(medianCovered),
      percent(medianSaid),
    ]),
  };
}

function moreItemsTable(rows: readonly MoreItemsRow[]): Table {
  return {
    title: "The forecast for more items",
    words:
      "10 items are raced, and 40 are asked about. How often the range that is 90 % sure contains the true speedup with 40 items, and the " +
      "median of its upper end over its lower end.",
    head: ["race", "seconds an item", "rounds", "true speedup", "forecasts", "covered", "width"],
    labels: 3,
    rows: rows.map(({ process, lapSeconds, rounds, truth, given, covered, width }) => [
      process,
      `${lapSeconds}`,
      `${rounds}`,
      truth.toFixed(2),
      percent(given),
      percent(covered),
      width.toFixed(2),
    ]),
  };
}

function comparisonTable(rows: readonly ComparisonRow[]): Table {
  return {
    title: "Two races compared",
    words:
      "What `npm run compare` says of two races of the classic lanes: how often nothing of two equal ones, and how often that the second " +
      "is slower where every heat of it takes 1.2 times as long: of one lane at least, and on average over the lanes. Where the items are " +
      "few and uneven, their luck hides such a change from any test; more rounds show it.",
    head: ["race", "rounds of each", "equal: nothing", "slower: found", "found, by lane", "wrong way round"],
    labels: 2,
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
      "How often the forecast for a changed parallelism is made, and how often its 95 % interval then contains the truth: sweeps of 1, 2, 3, 5 " +
      "and 10 at once, 5 rounds.",
    head: ["race", "change", "true factor", "made", "covered"],
    labels: 2,
    rows: rows.map(({ process, from, to, truth, made, covered }) => [
      process,
      `${from} → ${to}`,
      truth.toFixed(2),
      percent(made),
      made === 0 ? "–" : percent(covered),
    ]),
  };
}

function deadlineTable(rows: readonly DeadlineRow[]): Table {
  const late = Object.keys(rows[0]?.relied ?? {});
  return {
    title: "The deadline",
    words:
      "How often the next heat takes no longer than what the program says of it, 95 % sure; and how often a lane is said to meet a deadline " +
      "that so many of its heats miss.",
    head: ["lane", "rounds", "next heat covered", ...late.map((share) => `${share} late`)],
    labels: 2,
    rows: rows.map(({ process, rounds, nextCovered, relied }) => [
      process,
      `${rounds}`,
      percent(nextCovered),
      ...late.map((share) => percent(relied[share] ?? 0)),
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
    labels: 3,
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
    labels: 2,
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
      "often one that is not. One round's interval is from its own items, that of more rounds from the rounds. _Possible_ is what a normal " +
      "test would find that knew beforehand how much rounds differ.",
    head: ["race", "true speedup", "rounds", "covered", "winner found", "possible", "false winner"],
    labels: 3,
    rows: rows.map(({ process, truth, rounds, covered, winner, possible, falseWinner }) => [
      process,
      truth.toFixed(2),
      `${rounds}`,
      percent(covered),
      truth === 1 ? "–" : percent(winner),
      truth === 1 ? "–" : percent(possible),
      percent(falseWinner),
    ]),
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
