import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { cacheRoot } from "../places";
import { pauseImage } from "./config-files";

/** The sandbox's stand-in for kuard: the same command line, keygen only. */
export const workloadImage = "job-race.local/keygen:sandbox";

interface ImageRecipe {
  readonly name: string;
  /** Built binary, and its path in the image. */
  readonly binary: string;
  readonly path: string;
}

/** A broker, and its workers with the items of the workload. */
const natsImage = "job-race.local/nats:sandbox";
const jetstreamImage = "job-race.local/jetstream:sandbox";

/** Archives that `ctr images import` reads, made once for each build of the workload. */
export function imageArchives(workloadFolder: string): Promise<string[]> {
  return archivesOf(workloadFolder, [
    { name: pauseImage, binary: join(workloadFolder, "pause"), path: "pause" },
    { name: workloadImage, binary: join(workloadFolder, "keygen"), path: "kuard" },
  ]);
}

/** The same of the broker. */
export function brokerArchives(natsFolder: string): Promise<string[]> {
  return archivesOf(natsFolder, [
    { name: natsImage, binary: join(natsFolder, "nats-server"), path: "nats-server" },
    { name: jetstreamImage, binary: join(natsFolder, "jetstream"), path: "jetstream" },
  ]);
}

async function archivesOf(binaries: string, recipes: readonly ImageRecipe[]): Promise<string[]> {
  const folder = join(cacheRoot, "images", createHash("sha256").update(binaries).digest("hex").slice(0, 16));
  const archives = recipes.map((recipe) => join(folder, `${recipe.path}.tar`));
  if (existsSync(folder)) return archives;
  await mkdir(join(cacheRoot, "images"), { recursive: true });
  const work = await mkdtemp(`${folder}-`);
  for (const recipe of recipes) await writeArchive(work, recipe);
  await rename(work, folder).catch(() => rm(work, { recursive: true, force: true }));
  return archives;
}

/** One layer with one static binary, as a Docker image archive: manifest, configuration, layer. */
async function writeArchive(folder: string, { name, binary, path }: ImageRecipe): Promise<void> {
  const work = join(folder, path);
  await mkdir(join(work, "layer"), { recursive: true });
  await copyFile(binary, join(work, "layer", path));
  await tar(join(work, "layer"), join(work, "layer.tar"), [path]);
  const diffId = createHash("sha256")
    .update(await readFile(join(work, "layer.tar")))
    .digest("hex");
  const config = {
    architecture: process.arch === "x64" ? "amd64" : process.arch,
    os: "linux",
    config: { Entrypoint: [`/${path}`], User: "65532:65532" },
    rootfs: { type: "layers", diff_ids: [`sha256:${diffId}`] },
  };
  await writeFile(join(work, "config.json"), JSON.stringify(config));
  const manifest = [{ Config: "config.json", RepoTags: [name], Layers: ["layer.tar"] }];
  await writeFile(join(work, "manifest.json"), JSON.stringify(manifest));
  await tar(work, `${work}.tar`, ["manifest.json", "config.json", "layer.tar"]);
  await rm(work, { recursive: true });
}

async function tar(folder: string, archive: string, files: readonly string[]): Promise<void> {
  const neutral = ["--owner=0", "--group=0", "--numeric-owner", "--mtime=@0", "--mode=a+rx"];
  await execa("tar", ["--create", ...neutral, "--file", archive, "--directory", folder, ...files]);
}
