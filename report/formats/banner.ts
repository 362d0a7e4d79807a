import type { Results } from "../../analysis/results/results";
import { shortStory, story } from "../words/story";
import type { Format } from "./format";
import { layOut } from "./lay-out";

/** The race's story as plain text of at most `columns` columns (100 where nobody says), without a last line break. */
export function banner(results: Results, columns?: number): string {
  return layOut(story(results), columns);
}

/** The same without its tables: an output of several lines is printed whole by `pulumi stack output`. */
export function shortBanner(results: Results): string {
  return layOut(shortStory(results));
}

export const bannerFormat: Format = {
  name: "banner",
  description: "the story in plain words, as the race ends with it",
  extension: "txt",
  render: (results, columns) => `${banner(results, columns)}\n`,
};
