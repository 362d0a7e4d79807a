import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, link, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { execa } from "execa";
import { cacheRoot } from "../places";
import { toolFolder, type Say } from "../toolchain/build";
import { pulumiTools } from "../toolchain/catalogue";

/** The oldest CLI of the user's own that is used: typed `config:` blocks with nested items need it. */
const minorMin = 150;

/** The folder of the `pulumi` on PATH, if it is new enough and has its language host beside it. */
export async function pulumiOnPath(): Promise<string | undefined> {
  const folder = (process.env["PATH"] ?? "").split(":").find((entry) => existsSync(join(entry, "pulumi")));
  if (folder === undefined || !existsSync(join(folder, "pulumi-language-nodejs"))) return undefined;
  const { stdout } = await execa(join(folder, "pulumi"), ["version"], { reject: false });
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(stdout) ?? [];
  return Number(major) > 3 || (Number(major) === 3 && Number(minor) >= minorMin) ? folder : undefined;
}

/**
 * A folder with the Pulumi CLI, its Node language host and the launcher of dynamic providers, built where PATH has none.
 * They are in one folder since the CLI takes what lies beside it for its own.
 */
export async function builtPulumi(say: Say): Promise<string> {
  const folders: string[] = [];
  for (const tool of pulumiTools) folders.push(await toolFolder(tool, say));
  const sources = [...folders, dynamicProviderLauncher].join("\n");
  const key = createHash("sha256").update(sources).digest("hex").slice(0, 16);
  const home = join(cacheRoot, "pulumi-cli", key);
  if (existsSync(home)) return home;
  await mkdir(join(cacheRoot, "pulumi-cli"), { recursive: true });
  const work = await mkdtemp(`${home}-`);
  for (const folder of folders) {
    const name = basename(folder).slice(0, -17);
    await link(join(folder, name), join(work, name));
  }
  const launcher = join(work, "pulumi-resource-pulumi-nodejs");
  await writeFile(launcher, dynamicProviderLauncher);
  await chmod(launcher, 0o755);
  await rename(work, home).catch(() => rm(work, { recursive: true, force: true }));
  return home;
}

/** Starts the npm SDK's own server of dynamic providers, from the program's folder; `argv` is as if it were the script. */
const dynamicProviderLauncher = `#!/bin/sh
exec node --eval 'const server = require.resolve("@pulumi/pulumi/cmd/dynamic-provider", { paths: [process.cwd()] });
process.argv.splice(1, 0, server);
require(server);' -- "$@"
`;
