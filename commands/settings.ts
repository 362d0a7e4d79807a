import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pulumiConfig, settingsTable } from "../plan/settings/documents";
import { projectRoot } from "../sandbox/places";

/** What is written from the one description of the settings: the file, the part of it, and its new text. */
const parts = [
  { file: "Pulumi.yaml", part: /^config:\n(?:[ #].*\n|\n)*/m, text: pulumiConfig() },
  { file: "README.md", part: /^\| key +\| default.*\n(?:\|.*\n)*/m, text: `${settingsTable()}\n` },
];

for (const { file, part, text } of parts) {
  const path = join(projectRoot, file);
  const before = readFileSync(path, "utf8");
  if (!part.test(before)) throw new Error(`Expected the settings in ${file}, found none of the form ${String(part)}.`);
  writeFileSync(
    path,
    before.replace(part, () => text),
  );
  console.log(`${file} has the settings of plan/race-config.ts.`);
}
