import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { execa } from "execa";
import { cacheRoot, projectRoot } from "../places";
import { isThere, toolFolder, type Say } from "../toolchain/build";
import { kubernetesProviderTool } from "../toolchain/catalogue";
import { NotAvailable } from "../toolchain/download";
import { fetchRelease, releaseAnswers } from "../toolchain/fetch-release";
import * as versions from "../toolchain/versions";

/** A PULUMI_HOME that holds the plugins of all workspaces, and nothing else. */
const pulumiHome = join(cacheRoot, "pulumi-home");
export const pluginsFolder = join(pulumiHome, "plugins");
const pluginFolder = (home: string, name: string, version: string) =>
  join(home, "plugins", `resource-${name}-v${version}`);
/** A download that says nothing for this long will not come. */
const downloadLimitMs = 120_000;

/** Whether `installKubernetesPlugin` would return at once. */
export function hasKubernetesPlugin(): boolean {
  return existsSync(pluginFolder(pulumiHome, "kubernetes", versions.kubernetesProvider));
}

/** The official Kubernetes plugin: the user's own installed one, else a download, else built from its Go module. */
export async function installKubernetesPlugin(pulumi: string, say: Say, signal?: AbortSignal): Promise<void> {
  if (hasKubernetesPlugin()) return;
  if (await adopt("kubernetes", versions.kubernetesProvider)) return;
  // Its own step may have brought it before.
  const isSure = (await isThere(kubernetesProviderTool)) || (await releaseAnswers(kubernetesProviderTool.name));
  if (!isSure && (await downloadByPulumi(pulumi, "kubernetes", say, signal))) return;
  const built = await toolFolder(kubernetesProviderTool, say, signal);
  const target = pluginFolder(pulumiHome, "kubernetes", versions.kubernetesProvider);
  await placeFolder(target, async (work) => {
    await symlink(join(built, "pulumi-resource-kubernetes"), join(work, "pulumi-resource-kubernetes"));
  });
}

/** Which command plugin is in use. */
export type CommandPlugin = "official" | "stand-in";

/** The official command plugin: the user's own installed one, else a download; else the stand-in. */
export async function installCommandPlugin(pulumi: string, say: Say, signal?: AbortSignal): Promise<CommandPlugin> {
  const target = pluginFolder(pulumiHome, "command", versions.commandProvider);
  const marker = join(target, "stand-in");
  const installed = await readFile(marker, "utf8").catch(() => (existsSync(target) ? "official" : undefined));
  if (installed === "official") return "official";
  const bundle = await standInBundle();
  const key = createHash("sha256").update(bundle).update(standInLauncher).digest("hex");
  if (installed === key) return "stand-in";
  // Another checkout's stand-in stays in place until its successor is there: somebody may be racing with it.
  const isOlder = installed !== undefined;
  if (!isOlder && (await bringOfficialCommand(pulumi, say, signal))) return "official";
  await placeFolder(target, async (work) => {
    const script = join(work, "pulumi-resource-command");
    await writeFile(script, standInLauncher);
    await chmod(script, 0o755);
    await writeFile(join(work, "main.cjs"), bundle);
    await writeFile(join(work, "stand-in"), key);
  });
  return "stand-in";
}

const standInLauncher = `#!/bin/sh
exec node "$(dirname "$0")/main.cjs" "$@"
`;

/** The stand-in with all that it imports in one file: it starts three times as fast, and outlives its checkout. */
async function standInBundle(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, "sandbox", "command-provider", "main.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    // Without comments, which name the files that a piece came from.
    minify: true,
    legalComments: "none",
    // What the SDK would compile programs with; a provider has none.
    external: ["typescript", "ts-node"],
    write: false,
  });
  const [bundle] = outputFiles;
  if (bundle === undefined)
    throw new Error("Expected esbuild to make the stand-in of the command plugin, got nothing.");
  return bundle.contents;
}

async function bringOfficialCommand(pulumi: string, say: Say, signal?: AbortSignal): Promise<boolean> {
  if (await adopt("command", versions.commandProvider)) return true;
  const target = pluginFolder(pulumiHome, "command", versions.commandProvider);
  try {
    await placeFolder(target, (work) =>
      fetchRelease("pulumi-resource-command", work, { say, ...(signal && { signal }) }),
    );
    return true;
  } catch (error) {
    if (!(error instanceof NotAvailable)) throw error;
    return downloadByPulumi(pulumi, "command", say, signal);
  }
}

/** Uses the plugin that the user's own Pulumi has installed. */
async function adopt(name: string, version: string): Promise<boolean> {
  const own = pluginFolder(process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi"), name, version);
  if (!existsSync(own) || own === pluginFolder(pulumiHome, name, version)) return false;
  await mkdir(pluginsFolder, { recursive: true });
  await symlink(own, pluginFolder(pulumiHome, name, version));
  return true;
}

/** Pulumi's own way to its plugins, from another host than the release; not asked where that host is silent. */
async function downloadByPulumi(
  pulumi: string,
  name: "kubernetes" | "command",
  say: Say,
  signal?: AbortSignal,
): Promise<boolean> {
  if (!(await releaseAnswers("pulumi"))) return false;
  const version = { kubernetes: versions.kubernetesProvider, command: versions.commandProvider }[name];
  say(`asking for the official ${name} plugin ${version}`);
  const download = await execa(join(pulumi, "pulumi"), ["plugin", "install", "resource", name, version], {
    env: { PULUMI_HOME: pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" },
    reject: false,
    timeout: downloadLimitMs,
  });
  // Ctrl-C ended the download, too: that says nothing of what can be had.
  signal?.throwIfAborted();
  return download.exitCode === 0;
}

/** Fills a folder beside its place and puts it in: Pulumi sees a whole plugin, for no more than a moment none. */
async function placeFolder(target: string, fill: (work: string) => Promise<void>): Promise<void> {
  await mkdir(pluginsFolder, { recursive: true });
  const work = await mkdtemp(join(pulumiHome, "new-"));
  try {
    await fill(work);
    await rm(target, { recursive: true, force: true });
    await rename(work, target);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    // Somebody else, who wanted the same, was there first.
    if (!["EEXIST", "ENOTEMPTY"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
