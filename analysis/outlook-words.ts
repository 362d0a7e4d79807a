import type { Outlook } from "./outlook";
import { plain } from "./words";

/** What more items would change, in one sentence that says how sure it is. */
export function outlookWords(outlook: Outlook, serial: string, parallel: string, faster: boolean): string {
  const { rounds, gain, more } = outlook;
  if (gain === "hardly" || (gain === "some" && !more)) {
    return `More items would hardly ${faster ? "change that" : "help"}: an item took both lanes about as long.`;
  }
  if (gain === "none") {
    const change = faster ? "would not widen its lead" : `would not make ${parallel} win`;
    return `More items ${change}: each of them took it longer than ${serial}.`;
  }
  if (!more) return `What more items would change can't be told from ${rounds} rounds: their laps differ too much.`;

  const { items, evenItems, prediction } = more;
  const { speedup, low, high } = prediction;
  const range = low === undefined || high === undefined || plain(low) === plain(high) ? "" : rangeWords(low, high);
  const times = `with ${prediction.items} items it would be about ${plain(speedup)} times as fast${range}`;
  const said = rounds === 1 ? `A guess from one round: ${times}` : `W${times.slice(1)}`;
  if (evenItems === undefined) return `${said}.`;
  if (faster) return `${said}${evenItems < items ? `; it wins from about ${evenItems} items on` : ""}.`;
  return evenItems <= items
    ? `${said}, as its laps alone would let it win already.`
    : `${said}; the two break even near ${evenItems} items.`;
}

function rangeWords(low: number, high: number): string {
  return ` (95 % sure: ${plain(low)} to ${plain(high)})`;
}
