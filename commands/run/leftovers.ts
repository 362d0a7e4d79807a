import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { remove } from "../../sandbox/cluster/down";
import { cacheRoot, placesOf, sandboxNames, stacksRoot, stateRoot } from "../../sandbox/places";
import { endOrphans } from "../../sandbox/pulumi/orphans";
import { Unmet } from "../../sandbox/toolchain/requirements";
import { exclusively, isHeld, lockFileOf } from "./session";

/** Ends and removes what a killed test, soak or benchmark left: its sandbox, its stacks' processes and their folders. */
export async function endLeftovers(): Promise<void> {
  let isInUse = false;
  for (const places of otherPlaces()) {
    if (!existsSync(places.root)) continue;
    if (await isHeld(places.root)) {
      isInUse = true;
      console.log(`The sandbox ${places.name} is in use by another command, and stays.`);
      continue;
    }
    await exclusively(places.root, async () => {
      await endOrphans(places.pulumi, { withEngine: true });
      await remove(places);
    });
    console.log(`The sandbox ${places.name}, which a killed command left, is gone.`);
  }
  if (isInUse) return;
  for (const entry of await readdir(stacksRoot).catch(() => [])) {
    await endOrphans(join(stacksRoot, entry), { withEngine: true });
  }
  await rm(stacksRoot, { recursive: true, force: true });
}

/** Throws if a living command uses what `purge` would remove. */
export async function refuseWhileUsed(): Promise<void> {
  const held = [];
  for (const places of sandboxNames.map(placesOf)) if (await isHeld(places.root)) held.push(places.name);
  if (await isHeld(join(cacheRoot, "build"))) held.push("a build");
  if (held.length > 0)
    throw new Unmet(`Another job-race command is at work (${held.join(", ")}): wait for it to end, then purge again.`);
}

/** Removes tools, caches and state, and says how much that was. Nothing runs any more. */
export async function purge(): Promise<void> {
  const sizes = [];
  for (const [what, folder] of Object.entries({ "tools and caches": cacheRoot, state: stateRoot })) {
    if (existsSync(folder)) sizes.push(`${inWords(await kibibytesOf(folder))} of ${what} in ${folder}`);
    await rm(folder, { recursive: true, force: true });
    await rm(lockFileOf(folder), { recursive: true, force: true });
  }
  console.log(sizes.length === 0 ? "There was nothing to remove." : `Removed: ${sizes.join("; ")}.`);
}

function otherPlaces() {
  return sandboxNames.filter((name) => name !== "default").map(placesOf);
}

async function kibibytesOf(folder: string): Promise<number> {
  const { stdout } = await execa("du", ["-sk", folder], { reject: false });
  return Number.parseInt(stdout, 10);
}

function inWords(kibibytes: number): string {
  const megabytes = (kibibytes * 1_024) / 1_000_000;
  return megabytes < 950 ? `${Math.ceil(megabytes)} MB` : `${(megabytes / 1_000).toFixed(1)} GB`;
}
