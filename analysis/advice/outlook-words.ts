import { FORECAST_CONFIDENCE } from "../forecast/forecast";
import type { Outlook } from "./outlook";
import { plain } from "./numbers";

/** What more items would change, in one sentence with its range; nothing where they change nothing, or nobody can say. */
export function outlookWords(
  { gain, evenItems, prediction }: Outlook,
  { parallel, items, faster }: { readonly parallel: string; readonly items: number; readonly faster: boolean },
): string[] {
  if (!prediction || gain === "hardly" || gain === "unknown") return [];
  const { speedup, low, high } = prediction;
  const many = `${prediction.items.toLocaleString("en-US")} items`;
  const range = `${plain(FORECAST_CONFIDENCE * 100)} % sure: ${plain(low)} to ${plain(high)}`;
  const times = `about ${plain(speedup)} times as fast (${range})`;
  if (gain === "far") return faster ? [] : [`More items are not enough: with ${many} ${parallel} would be ${times}.`];
  const forecast = `With ${many} ${parallel} would be ${times}`;
  if (!evenItems) return [`${forecast}.`];
  // Where the lanes are on the side of the break-even that they should be on, it is news on which side.
  const news = faster ? evenItems.items < items : evenItems.items > items;
  return [news ? `${forecast}; it should be the faster one ${fromWords(evenItems)}.` : `${forecast}.`];
}

function fromWords({ items, fewest, most }: NonNullable<Outlook["evenItems"]>): string {
  if (items === 1 && most === 1) return "from the first item on";
  const about = `from about ${items} items on`;
  if (fewest === items && most === items) return about;
  return most === undefined ? `${about} (from ${fewest} or far more)` : `${about} (from ${fewest} to ${most})`;
}
