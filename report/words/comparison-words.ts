import { ratio } from "../../analysis/advice/numbers";
import type { Comparison, LaneComparison } from "../../analysis/compare/comparison";
import { paragraph, type Section } from "./section";
import { decimal } from "./text";

/** The comparison for a person: what differs beside the times, then a row a lane, then what that means. */
export function comparisonWords(comparison: Comparison): Section[] {
  const { differences, lanes, onlyOld, onlyNew } = comparison;
  const sections: Section[] = [
    {
      title: "The races differ in more than their times",
      blocks: differences.length === 0 ? [] : [{ kind: "table", rows: differenceRows(comparison) }],
    },
    { title: "The lanes", blocks: lanes.length === 0 ? [] : [{ kind: "table", rows: laneRows(lanes) }] },
    {
      blocks: [
        answer(lanes) + unseen(lanes),
        ...(onlyOld.length > 0 ? [`Only in the old race: ${onlyOld.join(", ")}.`] : []),
        ...(onlyNew.length > 0 ? [`Only in the new race: ${onlyNew.join(", ")}.`] : []),
      ].map(paragraph),
    },
  ];
  return sections.filter(({ blocks }) => blocks.length > 0);
}

function differenceRows({ differences }: Comparison): string[][] {
  return [["", "old", "new"], ...differences.map(({ what, old = "–", new: now = "–" }) => [what, old, now])];
}

function laneRows(lanes: readonly LaneComparison[]): string[][] {
  return [
    ["", "old", "n", "new", "n", "times as fast", "interval", "verdict"],
    ...lanes.map(({ name, oldSeconds, newSeconds, oldHeats, newHeats, value, low, high, verdict }) => [
      name,
      `${decimal(oldSeconds)} s`,
      `${oldHeats}`,
      `${decimal(newSeconds)} s`,
      `${newHeats}`,
      ratio(value),
      low === undefined || high === undefined ? "" : `${ratio(low)} – ${ratio(high)}`,
      verdict,
    ]),
  ];
}

/** How large a change hides behind "no detectable difference". */
function unseen(lanes: readonly LaneComparison[]): string {
  const factors = lanes.flatMap(({ name, verdict, shows }) =>
    verdict === "no detectable difference" && shows !== undefined ? [`${name} ${ratio(shows)}`] : [],
  );
  if (factors.length === 0) return "";
  return ` So large a factor would show in four of five such pairs of races: ${factors.join(", ")}. More rounds show smaller ones.`;
}

function answer(lanes: readonly LaneComparison[]): string {
  const named = (verdict: LaneComparison["verdict"]): string =>
    lanes
      .filter((lane) => lane.verdict === verdict)
      .map(({ name, value }) => `${name} (${ratio(value)} times as fast)`)
      .join(", ");
  const [faster, slower, unknown] = [named("faster"), named("slower"), named("can't tell")];
  if (lanes.length === 0) return "Nothing to compare: no lane has a valid heat in both races.";
  const words = [
    ...(faster === "" ? [] : [`Faster: ${faster}.`]),
    ...(slower === "" ? [] : [`Slower: ${slower}.`]),
    ...(unknown === "" ? [] : [`Can't tell: ${unknown}; it takes two rounds of each race to know the spread.`]),
  ];
  const intervals = lanes.filter(({ low }) => low !== undefined).length;
  const sure =
    intervals === 1 ? ["The interval is 95 % sure."] : [`All ${intervals} intervals together are 95 % sure.`];
  return [...(words.length === 0 ? ["No detectable difference."] : words), ...(intervals === 0 ? [] : sure)].join(" ");
}
