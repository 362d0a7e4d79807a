import { layOut } from "../../report/formats/lay-out";
import { story } from "../../report/words/story";
import { realRace } from "../unit/report/real-race";

/** Where the README's first race stands: the first block of text that begins as a banner's results do. */
export const README_RACE = /^```text\nThe results are in:\n[\s\S]*?^```$/m;

/** As many as a code block on GitHub shows without scrolling. */
const README_COLUMNS = 88;

/** Told elsewhere: Amdahl's words, and the table of phases, which is wider than a README. */
const untold = ["Where the time went"];

/** What the program says of the race in the fixtures, as the README shows it. */
export function readmeRace(): string {
  const [, ...sections] = story(realRace());
  const told = sections.filter(({ title = "" }) => !untold.some((start) => title.startsWith(start)));
  return `\`\`\`text\n${layOut(told, README_COLUMNS)}\n\`\`\``;
}
