import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { lock } from "proper-lockfile";
import { cacheRoot, projectRoot } from "../places";
import type { GoTool } from "./catalogue";
import { explainGoFailure } from "./requirements";

export type Say = (line: string) => void;

/**
 * The folder with the tool's binaries, built if the cache has none for exactly these sources, flags and Go version.
 *
 * A build goes to a folder of its own and is renamed into place, so that a cached tool is whole; two that want the same
 * tool wait for each other; one that was interrupted goes on where Go's own build cache ends.
 */
export async function toolFolder(tool: GoTool, say: Say): Promise<string> {
  const source = sourceOf(tool);
  const folder = join(cacheRoot, "tools", `${tool.name}-${await contentKey(tool, source)}`);
  if (existsSync(folder)) return folder;
  await mkdir(join(cacheRoot, "tools"), { recursive: true });
  const release = await lock(folder, {
    realpath: false,
    stale: 20_000,
    retries: { forever: true, minTimeout: 500, maxTimeout: 1_000 },
  });
  try {
    if (!existsSync(folder)) await build(tool, source, folder, say);
  } finally {
    await release();
  }
  return folder;
}

/** Whether `toolFolder` would return at once. Without a Go in PATH it would not. */
export async function isBuilt(tool: GoTool): Promise<boolean> {
  const key = await contentKey(tool, sourceOf(tool)).catch(() => undefined);
  return key !== undefined && existsSync(join(cacheRoot, "tools", `${tool.name}-${key}`));
}

function sourceOf(tool: GoTool): string {
  return tool.name === "workload" ? join(projectRoot, "workload") : join(projectRoot, "sandbox", "tools", tool.name);
}

async function contentKey(tool: GoTool, source: string): Promise<string> {
  const hash = createHash("sha256")
    .update(JSON.stringify(tool))
    .update(await goVersion());
  const files = (await readdir(source, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(path.slice(source.length)).update(await readFile(path));
  }
  return hash.digest("hex").slice(0, 16);
}

let knownGoVersion: Promise<string> | undefined;
function goVersion(): Promise<string> {
  knownGoVersion ??= execa("go", ["env", "GOVERSION", "GOARCH"]).then(({ stdout }) => stdout);
  return knownGoVersion;
}

async function build(tool: GoTool, source: string, folder: string, say: Say): Promise<void> {
  const work = `${folder}.${randomUUID()}`;
  await mkdir(work);
  try {
    const output = tool.as === undefined ? `${work}/` : join(work, tool.as);
    const overlay = await writeOverlay(tool, source, work);
    const args = ["build", "-v", "-mod=readonly", "-trimpath", "-buildvcs=false", ...overlay];
    const go = execa("go", [...args, "-ldflags", linkerFlags(tool), "-o", output, ...tool.packages], {
      cwd: source,
      env: { CGO_ENABLED: "0" },
    });
    let compiled = 0;
    for await (const line of go.iterable({ from: "stderr" })) {
      if (!line.startsWith("go: ")) compiled += 1;
      say(line.startsWith("go: ") ? line.slice(4) : `${compiled} packages compiled, now ${line}`);
    }
    await go;
    await rm(join(work, "overlay.json"), { force: true });
    await rename(work, folder);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw explainGoFailure(tool.name, error);
  }
}

function linkerFlags(tool: GoTool): string {
  const stamps = Object.entries(tool.stamps ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  return ["-s", "-w", ...stamps].join(" ");
}

/** `go build -overlay` lays a dependency's files beside `main.go` for `go:embed`, without copying them. */
async function writeOverlay(tool: GoTool, source: string, work: string): Promise<string[]> {
  if (tool.embeds === undefined) return [];
  const replace: Record<string, string> = {};
  for (const [file, { module, path }] of Object.entries(tool.embeds)) {
    await execa("go", ["mod", "download", module], { cwd: source });
    const { stdout } = await execa("go", ["list", "-m", "-f", "{{.Dir}}", module], { cwd: source });
    replace[join(source, file)] = join(stdout.trim(), path);
  }
  const overlay = join(work, "overlay.json");
  await writeFile(overlay, JSON.stringify({ Replace: replace }));
  return ["-overlay", overlay];
}
