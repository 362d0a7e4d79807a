import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { execa } from "execa";
import type { SandboxPlaces } from "../places";

/** The two things a sandbox sets on the host itself: an address on the loopback device, and a parent cgroup. */
export async function addHostTraces(places: SandboxPlaces): Promise<void> {
  const { stdout } = await execa("ip", ["-oneline", "addr", "show", "dev", "lo"]);
  if (!stdout.includes(` ${places.nodeIp}/`)) await execa("ip", ["addr", "add", `${places.nodeIp}/32`, "dev", "lo"]);
  for (const hierarchy of await cgroupHierarchies()) await addCgroup(hierarchy, places.cgroup);
}

/** Removes both; what is not there is no error. Every process of the sandbox must have ended. */
export async function removeHostTraces(places: SandboxPlaces): Promise<void> {
  await execa("ip", ["addr", "del", `${places.nodeIp}/32`, "dev", "lo"], { reject: false });
  // On a v1 host containers also get an empty v2 group beside their v1 ones.
  for (const hierarchy of [...(await cgroupHierarchies()), join(cgroupMount, "unified")]) {
    await removeCgroup(join(hierarchy, places.cgroup));
  }
}

/** Whether processes are in this sandbox's cgroup. Ours have ended: then they are somebody else's. */
export async function isUsedByOthers(places: SandboxPlaces): Promise<boolean> {
  for (const hierarchy of await cgroupHierarchies()) {
    const folder = join(hierarchy, places.cgroup);
    const entries = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
    for (const entry of entries.filter((path) => basename(path) === "cgroup.procs")) {
      if ((await readFile(join(folder, entry), "utf8").catch(() => "")) !== "") return true;
    }
  }
  return false;
}

const cgroupMount = "/sys/fs/cgroup";

/** One folder on cgroup v2, one for each controller on v1. */
async function cgroupHierarchies(): Promise<string[]> {
  if (existsSync(join(cgroupMount, "cgroup.controllers"))) return [cgroupMount];
  const entries = await readdir(cgroupMount, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== "unified")
    .map((entry) => join(cgroupMount, entry.name));
}

async function addCgroup(hierarchy: string, name: string): Promise<void> {
  const folder = join(hierarchy, name);
  await mkdir(folder, { recursive: true });
  if (
    existsSync(join(folder, "cpuset.cpus")) &&
    existsSync(join(hierarchy, "cpuset.mems")) &&
    hierarchy !== cgroupMount
  ) {
    // A v1 cpuset starts empty and admits no process until it is filled.
    for (const file of ["cpuset.cpus", "cpuset.mems"]) {
      await writeFile(join(folder, file), await readFile(join(hierarchy, file)));
    }
  }
  if (hierarchy === cgroupMount) {
    const controllers = (await readFile(join(hierarchy, "cgroup.controllers"), "utf8")).trim().split(" ");
    for (const parent of [hierarchy, folder]) {
      for (const controller of controllers) {
        await writeFile(join(parent, "cgroup.subtree_control"), `+${controller}`).catch(() => undefined);
      }
    }
  }
}

/** Children first: a cgroup with children can't be removed. A dead process may hold its cgroup for some milliseconds. */
async function removeCgroup(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeCgroup(join(folder, entry.name));
  }
  for (let attempt = 0; existsSync(folder); attempt += 1) {
    try {
      await rmdir(folder);
    } catch (cause) {
      if (attempt === 40)
        throw new Error(`The cgroup ${folder} could not be removed: a process is still in it.`, { cause });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
