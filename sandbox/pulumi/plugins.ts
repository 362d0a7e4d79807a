import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { cacheRoot, projectRoot } from "../places";
import { toolFolder, type Say } from "../toolchain/build";
import { commandProviderVersion, kubernetesProviderTool, kubernetesProviderVersion } from "../toolchain/catalogue";

/** PULUMI_HOME of all sandboxes: it holds plugins only, state is elsewhere. */
export const pulumiHome = join(cacheRoot, "pulumi-home");
const pluginFolder = (home: string, name: string, version: string) =>
  join(home, "plugins", `resource-${name}-v${version}`);
/** A download that says nothing for this long will not come. */
const downloadLimitMs = 120_000;

/** Whether `installKubernetesPlugin` would return at once. */
export function hasKubernetesPlugin(): boolean {
  return existsSync(pluginFolder(pulumiHome, "kubernetes", kubernetesProviderVersion));
}

/** The official Kubernetes plugin: the user's own installed one, else a download, else built from its Go module. */
export async function installKubernetesPlugin(pulumi: string, say: Say): Promise<void> {
  if (hasKubernetesPlugin()) return;
  if (await adoptOrDownload(pulumi, "kubernetes", kubernetesProviderVersion, say)) return;
  const built = await toolFolder(kubernetesProviderTool, say);
  const target = pluginFolder(pulumiHome, "kubernetes", kubernetesProviderVersion);
  await placeFolder(target, async (work) => {
    await symlink(join(built, "pulumi-resource-kubernetes"), join(work, "pulumi-resource-kubernetes"));
  });
}

/** Which command plugin is in use. */
export type CommandPlugin = "official" | "stand-in";

/** The official command plugin: the user's own installed one, else a download; else the stand-in. */
export async function installCommandPlugin(pulumi: string, say: Say): Promise<CommandPlugin> {
  const target = pluginFolder(pulumiHome, "command", commandProviderVersion);
  const marker = join(target, "stand-in");
  const key = await standInKey();
  const installed = await readFile(marker, "utf8").catch(() => (existsSync(target) ? "official" : undefined));
  if (installed === "official") return "official";
  if (installed === key) return "stand-in";
  await rm(target, { recursive: true, force: true });
  if (await adoptOrDownload(pulumi, "command", commandProviderVersion, say)) return "official";
  await placeFolder(target, async (work) => {
    const script = join(work, "pulumi-resource-command");
    await writeFile(script, standInLauncher);
    await chmod(script, 0o755);
    await writeFile(join(work, "stand-in"), key);
  });
  return "stand-in";
}

const standInFolder = join(projectRoot, "sandbox", "command-provider");
const standInLauncher = `#!/bin/sh
cd '${projectRoot}' && exec node --require ts-node/register/transpile-only '${standInFolder}/main.ts' "$@"
`;

/** Names this checkout's stand-in, as it is now. */
async function standInKey(): Promise<string> {
  const source = await readFile(join(standInFolder, "main.ts"));
  return createHash("sha256").update(source).update(standInLauncher).digest("hex");
}

async function adoptOrDownload(pulumi: string, name: string, version: string, say: Say): Promise<boolean> {
  const own = pluginFolder(process.env["PULUMI_HOME"] ?? join(homedir(), ".pulumi"), name, version);
  if (existsSync(own) && own !== pluginFolder(pulumiHome, name, version)) {
    await mkdir(join(pulumiHome, "plugins"), { recursive: true });
    await symlink(own, pluginFolder(pulumiHome, name, version));
    return true;
  }
  say(`asking for the official ${name} plugin ${version}`);
  const download = await execa(join(pulumi, "pulumi"), ["plugin", "install", "resource", name, version], {
    env: { PULUMI_HOME: pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" },
    reject: false,
    timeout: downloadLimitMs,
  });
  return download.exitCode === 0;
}

/** Fills a folder beside its place and renames it in: Pulumi sees a whole plugin or none. */
async function placeFolder(target: string, fill: (work: string) => Promise<void>): Promise<void> {
  await mkdir(join(pulumiHome, "plugins"), { recursive: true });
  const work = await mkdtemp(join(pulumiHome, "new-"));
  await fill(work);
  await rename(work, target).catch(() => rm(work, { recursive: true, force: true }));
}
