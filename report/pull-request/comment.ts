import { predictChange } from "../../analysis/scaling/predict-change";
import type { Results } from "../../analysis/results/results";
import { speedupWords } from "../words/speedup-words";
import type { Preview, PreviewedLane } from "./preview";

/** Marks the comment, so that the next run replaces it. */
const MARK = "<!-- job-race -->";

/**
 * A pull request's comment, as Markdown: what would be raced, what changed in words, and what that is expected to do by
 * the last results, or why nobody can say.
 */
export function pullRequestComment(preview: Preview, last?: Results): string {
  const before = preview.before.length > 0 ? preview.before : lanesOf(last);
  const changes = changesOf(before, preview.lanes, preview.keepsOthers);
  const sections = [
    ["## job-race", raceWords(preview)],
    preview.errors.length === 0 ? [] : ["**The preview failed**", fenced(preview.errors.join("\n"))],
    laneTable(preview.lanes),
    before.length === 0 ? [] : ["### What changes", ...changeLines(changes)],
    ["### What to expect", ...forecastLines(changes, last)],
    last === undefined ? [] : lastRace(last),
  ].filter((lines) => lines.length > 0);
  return `${MARK}\n${sections.map((lines) => lines.join("\n\n")).join("\n\n")}\n`;
}

function raceWords({ raced, keepsOthers }: Preview): string {
  const kept = keepsOthers ? " What is recorded already is kept." : "";
  return `This would race ${raced === 0 ? "nothing" : count(raced)}.${kept}`;
}

function count(heats: number): string {
  return `${heats} heat${heats === 1 ? "" : "s"}`;
}

function laneTable(lanes: readonly PreviewedLane[]): string[] {
  if (lanes.length === 0) return [];
  const rows = lanes.map(({ name, completions, parallelism, items }) => [
    code(name),
    completions ?? "–",
    parallelism ?? "–",
    items ?? "–",
  ]);
  const head = ["lane", "pods", "at once", "items"];
  return [[head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")];
}

interface LaneChange {
  readonly lane: string;
  readonly words: string;
  /** Where the parallelism alone changes. */
  readonly parallelism?: { readonly completions: number; readonly from: number; readonly to: number };
}

function changesOf(
  before: readonly PreviewedLane[],
  now: readonly PreviewedLane[],
  keepsOthers: boolean,
): LaneChange[] {
  const changed = now.flatMap((lane): LaneChange[] => {
    const old = before.find(({ name }) => name === lane.name);
    if (old === undefined) return [{ lane: lane.name, words: "new" }];
    const keys = (["parallelism", "completions", "items"] as const).filter(
      (key) => old[key] !== undefined && old[key] !== lane[key],
    );
    if (keys.length === 0) return [];
    const words = keys.map((key) => `${key} ${old[key] ?? "none"} → ${lane[key] ?? "none"}`).join(", ");
    const [from, to, completions] = [old.parallelism, lane.parallelism, lane.completions];
    const alone = keys.length === 1 && keys[0] === "parallelism";
    if (!alone || from === undefined || to === undefined || completions === undefined)
      return [{ lane: lane.name, words }];
    return [{ lane: lane.name, words, parallelism: { completions, from, to } }];
  });
  // Of a stack that keeps others, a lane that the preview does not list is one of them.
  const gone = keepsOthers ? [] : before.filter(({ name }) => !now.some((lane) => lane.name === name));
  return [...changed, ...gone.map(({ name }) => ({ lane: name, words: "no longer raced" }))];
}

function changeLines(changes: readonly LaneChange[]): string[] {
  if (changes.length === 0) return ["The lanes are split as before."];
  return [changes.map(({ lane, words }) => `- ${code(lane)}: ${words}`).join("\n")];
}

function forecastLines(changes: readonly LaneChange[], last: Results | undefined): string[] {
  if (last === undefined) return ["No forecast: there are no earlier results to make one from."];
  const lines = changes.flatMap(({ lane, parallelism }) => {
    if (parallelism === undefined) return [];
    const forecast = predictChange(last, parallelism);
    if ("unknown" in forecast) return [`- ${code(lane)}: no forecast, because ${forecast.unknown}.`];
    const { value, low, high, basis } = forecast;
    const sure = low > 1 ? "faster" : high < 1 ? "slower" : "no detectable difference";
    return [
      `- ${code(lane)}: ${value.toFixed(2)} times as fast (95 % sure: ${low.toFixed(2)} to ${high.toFixed(2)}): ${sure}, ${source[basis]}.`,
    ];
  });
  return lines.length > 0 ? [lines.join("\n")] : ["No forecast: no lane's parallelism changes alone."];
}

const source = { raced: "by the last race's own rounds", fitted: "by the curve that fits the last race" } as const;

function lastRace(last: Results): string[] {
  const words = speedupWords(last);
  return words.length > 0 ? ["### The last race", words.join(" ")] : [];
}

function lanesOf(results: Results | undefined): PreviewedLane[] {
  return (
    results?.lanes.map(({ name, parallelism, completions, items }) => ({ name, parallelism, completions, items })) ?? []
  );
}

function fenced(text: string): string {
  return `\`\`\`text\n${text.replaceAll("```", "'''")}\n\`\`\``;
}

function code(text: string): string {
  return `\`${text}\``;
}
