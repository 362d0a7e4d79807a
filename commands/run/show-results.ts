import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { Results } from "../../analysis/results/results";
import { banner } from "../../report/formats/banner";
import { figuresOf } from "../../report/figures";
import { htmlFormat } from "../../report/formats/html";
import { projectRoot } from "../../sandbox/places";
import { gate } from "./gate";

/**
 * Ends a race at the terminal: the banner, and the path of the report, which stands beside the results' own file.
 * Where the setting `failIf` is true, the command's exit code is 2.
 */
export async function showResults(results: Results): Promise<void> {
  console.log(banner(results, process.stdout.isTTY ? process.stdout.columns : undefined));
  const namespace = results.heats.find((heat) => heat.namespace !== undefined)?.namespace ?? "race";
  const path = join("results", "dev", `${namespace}.${htmlFormat.extension}`);
  try {
    await mkdir(dirname(join(projectRoot, path)), { recursive: true });
    await writeFileAtomic(join(projectRoot, path), await htmlFormat.render(results));
    console.log(`\nThe report, with pictures: ${path}`);
  } catch (error) {
    console.error(`\nExpected to write the report to ${path}, got: ${(error as Error).message}`);
  }
  process.exitCode = gate(results.settings.failIf, figuresOf(results), (text) => {
    console.error(`\n${text.trimEnd()}`);
  });
}
