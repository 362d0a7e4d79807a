import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxPlaces } from "../places";

/** The last lines of a daemon's log, those that speak of an error if any do. */
export async function explainingLogLines(places: SandboxPlaces, daemon: string, count = 12): Promise<string> {
  const text = await readFile(join(places.logs, `${daemon}.log`), "utf8").catch(() => "(no log)");
  const lines = text.trimEnd().split("\n");
  // klog's errors and fatals start with E or F and the date; the others write "level":"error" or level=error.
  const errors = lines.filter((line) =>
    /^[EF]\d{4} |"level":"(error|fatal|panic)"|level=(error|fatal)|^(error|panic|fatal)/i.test(line),
  );
  return (errors.length > 0 ? errors : lines).slice(-count).join("\n");
}
