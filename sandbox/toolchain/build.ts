import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { cacheRoot, projectRoot } from "../places";
import { goEnvironment, whileBuilding } from "./build-caches";
import type { GoTool } from "./catalogue";
import { NotAvailable } from "./download";
import { fetchRelease, releaseAnswers, type FetchOptions } from "./fetch-release";
import { pathWithGo } from "./go-toolchain";
import { oneAtATime } from "./one-at-a-time";
import { folderOnPath } from "./programs-on-path";
import { explainGoFailure } from "./requirements";

/** Shows what is being done; `always` for the few lines that a log must have, too. */
export type Say = (line: string, always?: "always") => void;

/**
 * The folder with the tool's binaries: PATH's, or the cache's. What the cache lacks for exactly these sources and flags comes from the
 * official release, or is built where that can't be had.
 *
 * Either goes to a folder of its own and is renamed into place, so that a cached tool is whole; two that want the same
 * tool wait for each other, and only one builds at a time; one that was interrupted continues where the download, or the build
 * cache, ends.
 */
export async function toolFolder(tool: GoTool, say: Say, signal?: AbortSignal): Promise<string> {
  const own = await folderOnPath(tool.name);
  if (own !== undefined) return own;
  const folder = await placeOf(tool);
  if (existsSync(folder)) return folder;
  const known = bringing.get(folder);
  if (known !== undefined) {
    known.say = say;
    await known.done;
    return folder;
  }
  await mkdir(join(cacheRoot, "tools"), { recursive: true });
  const sayNow: Say = (line, always) => {
    one.say(line, always);
  };
  const bring = async () => {
    if (!existsSync(folder)) await obtain(tool, folder, { say: sayNow, ...(signal && { signal }) });
  };
  const one: Bringing = { say, done: oneAtATime(folder, bring).finally(() => bringing.delete(folder)) };
  bringing.set(folder, one);
  await one.done;
  return folder;
}

/** What this process brings now: whoever wants it, too, waits for it and sees how far it is. */
interface Bringing {
  readonly done: Promise<void>;
  say: Say;
}

const bringing = new Map<string, Bringing>();

/** Whether `toolFolder` would return at once. */
export async function isThere(tool: GoTool): Promise<boolean> {
  return (await folderOnPath(tool.name)) !== undefined || existsSync(await placeOf(tool));
}

/** Where a cached tool came from, in a few words. */
export async function originOf(tool: GoTool): Promise<string | undefined> {
  return readFile(join(await placeOf(tool), originFile), "utf8").catch(() => undefined);
}

const originFile = "origin.txt";

async function obtain(tool: GoTool, folder: string, options: FetchOptions & { readonly say: Say }): Promise<void> {
  const work = `${folder}.${randomUUID()}`;
  try {
    const whyNot = await fetchRelease(tool.name, work, options).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof NotAvailable) return error.message;
        throw error;
      },
    );
    if (whyNot !== undefined) {
      await rm(work, { recursive: true, force: true });
      await mkdir(work);
      if (await releaseAnswers(tool.name)) options.say(`${whyNot}: building it`, "always");
      await whileBuilding(() => build(tool, work, options));
    }
    await writeFile(join(work, originFile), whyNot === undefined ? "official release" : `built: ${whyNot}`);
    await rename(work, folder);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
}

async function placeOf(tool: GoTool): Promise<string> {
  // The workers of a broker make the items of the workload, whose folder they are in.
  const content = tool.module === "jetstream" ? dirname(sourceOf(tool)) : sourceOf(tool);
  return join(cacheRoot, "tools", `${tool.name}-${await contentKey(tool, content)}`);
}

function sourceOf({ module }: GoTool): string {
  if (module === "workload") return join(projectRoot, "workload");
  if (module === "jetstream") return join(projectRoot, "workload", "jetstream");
  return join(projectRoot, "sandbox", "tools", module);
}

/** Of all that decides what the binaries do: not of Go's version, which decides how fast they do it. */
async function contentKey(tool: GoTool, source: string): Promise<string> {
  const content = JSON.stringify(tool, (key, value: unknown) => (key === "cpuSeconds" ? undefined : value));
  const hash = createHash("sha256").update(content).update(process.arch);
  const files = (await readdir(source, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(path.slice(source.length)).update(await readFile(path));
  }
  return hash.digest("hex").slice(0, 16);
}

async function build(tool: GoTool, work: string, options: FetchOptions): Promise<void> {
  const source = sourceOf(tool);
  const env = { ...goEnvironment(), PATH: await pathWithGo(options) };
  try {
    const output = tool.as === undefined ? `${work}/` : join(work, tool.as);
    const overlay = await writeOverlay(tool, { source, work, env });
    const args = ["build", "-v", "-mod=readonly", "-trimpath", "-buildvcs=false", ...compilerFlags(tool), ...overlay];
    const go = execa("go", [...args, "-ldflags", linkerFlags(tool), "-o", output, ...tool.packages], {
      cwd: source,
      env,
    });
    let compiled = 0;
    for await (const line of go.iterable({ from: "stderr" })) {
      if (!line.startsWith("go: ")) compiled += 1;
      options.say(line.startsWith("go: ") ? line.slice(4) : `${compiled} packages compiled, now ${line}`);
    }
    await go;
    await rm(join(work, "overlay.json"), { force: true });
    for (const link of tool.links ?? []) await symlink(tool.name, join(work, link));
  } catch (error) {
    throw explainGoFailure(tool.name, error);
  }
}

interface BuildPlace {
  readonly source: string;
  readonly work: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Nobody debugs these binaries: a tenth of the CPU time and a fifth of the cache were for that. */
const withoutDwarf = "-dwarf=false";

function compilerFlags({ neverCalled }: GoTool): string[] {
  const all = `-gcflags=all=${withoutDwarf}`;
  return neverCalled === undefined ? [all] : [all, `-gcflags=${neverCalled}=${withoutDwarf} -N -l`];
}

function linkerFlags(tool: GoTool): string {
  const stamps = Object.entries(tool.stamps ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  return ["-s", "-w", ...stamps].join(" ");
}

/** `go build -overlay` lays a dependency's files beside `main.go` for `go:embed`, without copying them. */
async function writeOverlay(tool: GoTool, { source, work, env }: BuildPlace): Promise<string[]> {
  if (tool.embeds === undefined) return [];
  const replace: Record<string, string> = {};
  for (const [file, { module, path }] of Object.entries(tool.embeds)) {
    await execa("go", ["mod", "download", module], { cwd: source, env });
    const { stdout } = await execa("go", ["list", "-m", "-f", "{{.Dir}}", module], {
      cwd: source,
      env: goEnvironment(),
    });
    replace[join(source, file)] = join(stdout.trim(), path);
  }
  const overlay = join(work, "overlay.json");
  await writeFile(overlay, JSON.stringify({ Replace: replace }));
  return ["-overlay", overlay];
}
