import { FARTHEST, type Outlook } from "./outlook";
import { plain } from "./numbers";

/** What more items would change, in one sentence that says so if it is a guess. */
export function outlookWords(outlook: Outlook, serial: string, parallel: string, faster: boolean): string {
  const { rounds } = outlook;
  const clause = clauseOf(outlook, serial, parallel, faster);
  if (clause === undefined) {
    const source = rounds === 1 ? "one round" : `${rounds} rounds: they differ too much`;
    return `What more items would change can't be told from ${source}.`;
  }
  return rounds === 1 ? `A guess from one round: ${clause}.` : `${clause.slice(0, 1).toUpperCase()}${clause.slice(1)}.`;
}

function clauseOf(outlook: Outlook, serial: string, parallel: string, faster: boolean): string | undefined {
  const { gain, items, evenItems, prediction } = outlook;
  if (gain === "hardly") {
    return `more items would hardly ${faster ? "change that" : "help"}: an item took both lanes about as long`;
  }
  if (gain === "none") {
    const change = faster ? "would not widen its lead" : `would not make ${parallel} win`;
    return `more items ${change}, as each of them took it longer than ${serial}`;
  }
  if (gain === "far" && !faster) {
    const most = (FARTHEST * items).toLocaleString("en-US");
    return `it would take more than ${most} items (${FARTHEST} times as many) for ${parallel} to win`;
  }
  if (!prediction) return undefined;
  const times = `with ${prediction.items} items it would be about ${plain(prediction.speedup)} times as fast`;
  if (evenItems === undefined) return `${times}, but the rounds differ too much to be sure`;
  // Where the lanes are on the side of the break-even that they should be on, it is news on which side.
  const news = faster ? evenItems < items : evenItems > items;
  const from = evenItems === 1 ? "from the first item on" : `from about ${evenItems} items on`;
  return news ? `${times}; it should be the faster one ${from}` : times;
}
