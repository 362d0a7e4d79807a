import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { buildCaches } from "./build-caches";
import { NotAvailable } from "./download";
import { fetchRelease, releaseAnswers, type FetchOptions } from "./fetch-release";
import { goProblem, Unmet } from "./requirements";

const home = join(buildCaches, "go");

/** Whether what must be built can be. */
export async function canBuild(): Promise<boolean> {
  return goProblem() === undefined || existsSync(home) || releaseAnswers("go");
}

/** PATH with a Go that is new enough: the user's own, or the official release, which goes when all is built. */
export async function pathWithGo(options: FetchOptions): Promise<string> {
  const path = process.env["PATH"] ?? "";
  const problem = goProblem();
  if (problem === undefined) return path;
  if (!existsSync(home)) {
    const work = await mkdtemp(`${home}-`);
    try {
      await fetchRelease("go", work, options);
      await rename(join(work, "go"), home);
    } catch (error) {
      if (error instanceof NotAvailable) throw new Unmet(`${problem} It could not be fetched: ${error.message}.`);
      throw error;
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  return [join(home, "bin"), path].join(delimiter);
}
