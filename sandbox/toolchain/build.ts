import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { cacheRoot, projectRoot } from "../places";
import { goEnvironment, whileBuilding } from "./build-caches";
import type { GoTool } from "./catalogue";
import { explainGoFailure } from "./requirements";

export type Say = (line: string) => void;

/**
 * The folder with the tool's binaries, built if the cache has none for exactly these sources and flags.
 *
 * A build goes to a folder of its own and is renamed into place, so that a cached tool is whole; two that want the same
 * tool wait for each other; one that was interrupted continues where the build cache ends.
 */
export async function toolFolder(tool: GoTool, say: Say): Promise<string> {
  const source = sourceOf(tool);
  const folder = await placeOf(tool);
  if (existsSync(folder)) return folder;
  await mkdir(join(cacheRoot, "tools"), { recursive: true });
  await whileBuilding(async () => {
    if (!existsSync(folder)) await build(tool, source, folder, say);
  });
  return folder;
}

/** Whether `toolFolder` would return at once. */
export async function isBuilt(tool: GoTool): Promise<boolean> {
  return existsSync(await placeOf(tool));
}

async function placeOf(tool: GoTool): Promise<string> {
  return join(cacheRoot, "tools", `${tool.name}-${await contentKey(tool, sourceOf(tool))}`);
}

function sourceOf({ module }: GoTool): string {
  return module === "workload" ? join(projectRoot, "workload") : join(projectRoot, "sandbox", "tools", module);
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

async function build(tool: GoTool, source: string, folder: string, say: Say): Promise<void> {
  const work = `${folder}.${randomUUID()}`;
  await mkdir(work);
  try {
    const output = tool.as === undefined ? `${work}/` : join(work, tool.as);
    const overlay = await writeOverlay(tool, source, work);
    const args = ["build", "-v", "-mod=readonly", "-trimpath", "-buildvcs=false", withoutDwarf, ...overlay];
    const go = execa("go", [...args, "-ldflags", linkerFlags(tool), "-o", output, ...tool.packages], {
      cwd: source,
      env: goEnvironment(),
    });
    let compiled = 0;
    for await (const line of go.iterable({ from: "stderr" })) {
      if (!line.startsWith("go: ")) compiled += 1;
      say(line.startsWith("go: ") ? line.slice(4) : `${compiled} packages compiled, now ${line}`);
    }
    await go;
    await rm(join(work, "overlay.json"), { force: true });
    for (const link of tool.links ?? []) await symlink(tool.name, join(work, link));
    await rename(work, folder);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw explainGoFailure(tool.name, error);
  }
}

/** Nobody debugs these binaries: a tenth of the CPU time and a fifth of the cache were for that. */
const withoutDwarf = "-gcflags=all=-dwarf=false";

function linkerFlags(tool: GoTool): string {
  const stamps = Object.entries(tool.stamps ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  return ["-s", "-w", ...stamps].join(" ");
}

/** `go build -overlay` lays a dependency's files beside `main.go` for `go:embed`, without copying them. */
async function writeOverlay(tool: GoTool, source: string, work: string): Promise<string[]> {
  if (tool.embeds === undefined) return [];
  const replace: Record<string, string> = {};
  for (const [file, { module, path }] of Object.entries(tool.embeds)) {
    await execa("go", ["mod", "download", module], { cwd: source, env: goEnvironment() });
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
