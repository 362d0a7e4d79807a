import type { IncomingMessage } from "node:http";
import { finished } from "node:stream/promises";

/** By listening: a watch brings each change as a chunk of its own, and none of them needs a promise. */
export async function eachLine(response: IncomingMessage, onLine: (line: string) => void, restMs = 0): Promise<void> {
  response.setEncoding("utf8");
  if (restMs > 0) restBetweenLooks(response, restMs);
  let rest = "";
  response.on("data", (chunk: string) => {
    const lines = (rest === "" ? chunk : rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    try {
      lines.forEach(onLine);
    } catch (error) {
      response.destroy(error as Error);
    }
  });
  await finished(response);
  if (rest !== "") onLine(rest);
}

/** Whatever has come by then is read at one look, before the next rest. */
function restBetweenLooks(response: IncomingMessage, restMs: number): void {
  let isLooking = true;
  response.on("data", () => {
    if (!isLooking) return;
    isLooking = false;
    setImmediate(() => {
      response.pause();
      setTimeout(() => {
        isLooking = true;
        response.resume();
      }, restMs);
    });
  });
}
