import { studyComparisons } from "./comparisons";
import { type DeadlineRow, LATE, studyDeadlines } from "./deadlines";
import { studyFits } from "./fits";
import { studyForecasts } from "./forecasts";
import { studyLanes } from "./lanes";
import { studyMoreItems } from "./more-items";
import { studyStragglers } from "./stragglers";
import { decimals, percent, plain, share, shareOfUnequal, type Table, tableOf } from "./table";
import type { Effort } from "./truth";
import { studyUntil } from "./until";
import { processes, studyVerdicts } from "./verdicts";

/** Every table of the document, by the name that `--only` gives it. */
export const studies: Readonly<Record<string, (effort: Effort) => Table>> = {
  verdicts: (effort) =>
    tableOf(studyVerdicts(processes, { rounds: [1, 3, 5, 10], ...effort }), {
      title: "The verdict",
      words:
        "How often the speedup's 95 % interval contains the truth, how often the verdict names the lane that is really faster, and how " +
        "often one that is not. One round's interval is from its own items, that of more rounds from the rounds. _Possible_ is what a normal " +
        "test would find that knew beforehand how much rounds differ.",
      about: { race: plain("process"), "true speedup": decimals("truth", 2), rounds: plain("rounds") },
      found: {
        covered: share("covered"),
        "winner found": shareOfUnequal("winner"),
        possible: shareOfUnequal("possible"),
        "false winner": share("falseWinner"),
      },
    }),
  until: (effort) =>
    tableOf(studyUntil(effort), {
      title: "A race that runs until it is sure",
      words:
        "With looks after 3, 5, 8, 12 and 20 rounds, until the 99 % interval leaves out 1 or reaches no more than 5 % to each side.",
      about: { race: plain("process"), "true speedup": decimals("truth", 2) },
      found: {
        "winner found": shareOfUnequal("winner"),
        "false winner": share("falseWinner"),
        narrow: share("narrow"),
        "at the cap": share("cap"),
        "rounds on average": decimals("rounds", 1),
      },
    }),
  lanes: (effort) =>
    tableOf(studyLanes(effort), {
      title: "More lanes than two",
      words:
        "How often at least one lane's interval leaves out its true speedup (each is as sure as Bonferroni's correction asks, so that all " +
        "together hold in 95 %), how often the lane that is really the fastest is among those that the advice names, how many it names, and " +
        "how much longer the recommended one takes than the fastest.",
      about: { race: plain("process"), rounds: plain("rounds") },
      found: {
        "any interval wrong": share("anyWrong"),
        "fastest is named": share("fastestNamed"),
        "lanes named": decimals("named", 1),
        "recommended takes longer by": share("loss"),
      },
    }),
  stragglers: (effort) =>
    tableOf(studyStragglers(effort), {
      title: "Rare slow heats in one lane",
      words:
        "One of ten heats of one lane takes three times as long. How often the usual interval contains the true geometric mean; how often " +
        "races with such a heat come with a warning, and races without one; and how often the interval of the median that the warning " +
        "shows contains the true median, beside how often it says so.",
      about: { race: plain("process"), rounds: plain("rounds") },
      found: {
        covered: share("covered"),
        warned: share("warned"),
        "warned in vain": share("warnedInVain"),
        "median covered": share("medianCovered"),
        "it says": share("medianSaid"),
      },
    }),
  items: (effort) =>
    tableOf(studyMoreItems(effort), {
      title: "The forecast for more items",
      words:
        "10 items are raced, and 40 are asked about. How often the range that is 90 % sure contains the true speedup with 40 items, and the " +
        "median of its upper end over its lower end.",
      about: { race: plain("process"), "seconds an item": plain("lapSeconds"), rounds: plain("rounds") },
      found: {
        "true speedup": decimals("truth", 2),
        forecasts: share("given"),
        covered: share("covered"),
        width: decimals("width", 2),
      },
    }),
  deadlines: (effort) =>
    tableOf(studyDeadlines(effort), {
      title: "The deadline",
      words:
        "How often the next heat takes no longer than what the program says of it, 95 % sure; and how often a lane is said to meet a deadline " +
        "that so many of its heats miss.",
      about: { lane: plain("process"), rounds: plain("rounds") },
      found: {
        "next heat covered": share("nextCovered"),
        ...Object.fromEntries(
          LATE.map((late, index) => [`${late * 100} % late`, ({ relied }: DeadlineRow) => percent(relied[index] ?? 0)]),
        ),
      },
    }),
  fits: (effort) =>
    tableOf(studyFits(effort), {
      title: "The fits' parameters",
      words:
        "How often the 95 % interval of a parameter contains the true one: six lanes, heats that differ by 5 %, with and without " +
        "15 % that all heats of a round share.",
      about: {
        law: plain("law"),
        rounds: plain("rounds"),
        "shared in a round": ({ roundNoise }) => `${roundNoise * 100} %`,
      },
      found: {
        covered: ({ covered }) =>
          Object.entries(covered)
            .map(([name, part]) => `${name} ${percent(part)}`)
            .join(", "),
      },
    }),
  comparisons: (effort) =>
    tableOf(studyComparisons({ rounds: [5, 10], ...effort }), {
      title: "Two races compared",
      words:
        "What `npm run compare` says of two races of the classic lanes: how often nothing of two equal ones, and how often that the second " +
        "is slower where every heat of it takes 1.2 times as long: of one lane at least, and on average over the lanes. Where the items are " +
        "few and uneven, their luck hides such a change from any test; more rounds show it.",
      about: { race: plain("process"), "rounds of each": plain("rounds") },
      found: {
        "equal: nothing": share("same"),
        "slower: found": share("found"),
        "found, by lane": share("foundOfLanes"),
        "wrong way round": share("wrong"),
      },
    }),
  forecasts: (effort) =>
    tableOf(studyForecasts(effort), {
      title: "The forecast in a pull request",
      words:
        "How often the forecast for a changed parallelism is made, and how often its 95 % interval then contains the truth: sweeps of 1, 2, 3, 5 " +
        "and 10 at once, 5 rounds.",
      about: { race: plain("process"), change: ({ from, to }) => `${from} → ${to}` },
      found: {
        "true factor": decimals("truth", 2),
        made: share("made"),
        covered: ({ made, covered }) => (made === 0 ? "–" : percent(covered)),
      },
    }),
};
