import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { cacheRoot } from "../places";
import { onPath, Unmet } from "./requirements";

/**
 * The folder of `runc`: PATH's, or one unpacked from the distribution's package into the cache. It is not built from its Go
 * module: without libseccomp, which needs C headers, it refuses every pod.
 */
export async function runcFolder(): Promise<string> {
  const known = (process.env["PATH"] ?? "").split(":").find((folder) => existsSync(join(folder, "runc")));
  if (known !== undefined) return known;
  const home = join(cacheRoot, "runc");
  const folder = join(home, "usr", "sbin");
  if (existsSync(join(folder, "runc"))) return folder;
  if (!onPath("apt-get") || !onPath("dpkg-deb")) {
    throw new Unmet("The sandbox needs `runc` on PATH: install your distribution's package runc.");
  }
  await mkdir(cacheRoot, { recursive: true });
  const work = await mkdtemp(join(cacheRoot, "runc-"));
  try {
    await downloadPackage(work);
    const archive = (await readdir(work)).find((file) => file.endsWith(".deb"));
    if (archive === undefined) throw new Error("apt-get download left no package");
    await execa("dpkg-deb", ["--extract", join(work, archive), join(work, "root")]);
    await rm(home, { recursive: true, force: true });
    await rename(join(work, "root"), home);
  } catch (cause) {
    throw new Unmet("The package runc could not be downloaded: run apt-get update && apt-get install runc.", { cause });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}

async function downloadPackage(folder: string): Promise<void> {
  // apt's sandbox user may not write into a folder of root's.
  const download = () => execa("apt-get", ["download", "-o", "APT::Sandbox::User=root", "runc"], { cwd: folder });
  try {
    await download();
  } catch {
    await execa("apt-get", ["update"]);
    await download();
  }
}
