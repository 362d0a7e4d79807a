import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome, Stack } from "./stack";

/**
 * Where any of the secrets can be read: in what was printed, in the stack's state and settings with all their history,
 * or in the machine's temporary folder. The secrets are looked for as they are and, of a key in base64, as the PEM inside.
 */
export async function leaksOf(
  stack: Stack,
  secrets: readonly string[],
  printed: Readonly<Record<string, Outcome>>,
): Promise<string[]> {
  const forms = secrets.flatMap((secret) => [secret, ...pemLines(secret)]);
  if (forms.some((form) => form.length < 20)) throw new Error("Expected secrets that nothing else looks like.");
  const texts = Object.entries(printed).map(([name, { text }]) => [name, text] as const);
  for (const folder of [join(stack.folder, "state"), stack.folder, tmpdir()]) {
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: folder.endsWith("state") })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) texts.push([path, await readFile(path, "utf8").catch(() => "")]);
    }
  }
  return texts.filter(([, text]) => forms.some((form) => text.includes(form))).map(([name]) => name);
}

function pemLines(secret: string): string[] {
  const text = Buffer.from(secret, "base64").toString("latin1");
  return text.startsWith("-----BEGIN") ? text.split("\n").filter((line) => line.length >= 40) : [];
}
