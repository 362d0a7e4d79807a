import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa, ExecaError } from "execa";
import { cacheRoot } from "../places";
import { onPath, Unmet } from "./requirements";

const home = join(cacheRoot, "runc");
const unpacked = join(home, "usr", "sbin", "runc");

/**
 * The folder of `runc`: PATH's, or one unpacked from the distribution's package into the cache. It is not built from its Go
 * module: without libseccomp, which needs C headers, it refuses every pod.
 */
export async function runcFolder(): Promise<string> {
  const known = (process.env["PATH"] ?? "").split(":").find((folder) => existsSync(join(folder, "runc")));
  if (known !== undefined) return known;
  if (existsSync(unpacked)) return dirname(unpacked);
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
  return dirname(unpacked);
}

/** Whether `runcFolder` would return at once. */
export function hasRunc(): boolean {
  return onPath("runc") || existsSync(unpacked);
}

/** Whether `runcFolder` has a way to find one. */
export function canBringRunc(): boolean {
  return hasRunc() || (onPath("apt-get") && onPath("dpkg-deb"));
}

async function downloadPackage(folder: string): Promise<void> {
  // apt's sandbox user may not write into a folder of root's.
  const download = () => execa("apt-get", ["download", "-o", "APT::Sandbox::User=root", "runc"], { cwd: folder });
  try {
    await download();
  } catch (error) {
    if (error instanceof ExecaError && error.isTerminated) throw error;
    await execa("apt-get", ["update"]);
    await download();
  }
}
