import { readdir, readFile } from "node:fs/promises";
import { findRunning } from "../../sandbox/cluster/running";
import type { SandboxPlaces } from "../../sandbox/places";

/** The process of a daemon of this sandbox, found by its command line. */
export async function pidOf(daemon: string, { root }: SandboxPlaces): Promise<number> {
  for (const { pid, command } of await processes()) {
    if (command.includes(`/${daemon}\0`) && command.includes(root)) return pid;
  }
  throw new Error(`Expected ${daemon} to run, but no process of the sandbox has that name.`);
}

export interface ProcessSeen {
  readonly pid: number;
  readonly parent: number;
  /** Arguments, each with a NUL behind it. */
  readonly command: string;
}

/** Every process inside a sandbox, its pods' included. */
export async function processesInside(places: SandboxPlaces): Promise<ProcessSeen[]> {
  const running = await findRunning(places);
  if (running === undefined) throw new Error(`Expected the sandbox ${places.name} to run.`);
  const all = await processes();
  const inside = new Set([running.pid]);
  // A child may be listed before its parent, so again until nothing is new.
  for (let before = 0; before < inside.size;) {
    before = inside.size;
    for (const { pid, parent } of all) if (inside.has(parent)) inside.add(pid);
  }
  return all.filter(({ pid }) => inside.has(pid));
}

async function processes(): Promise<ProcessSeen[]> {
  const read = (pid: string, file: string) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
  const pids = (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry));
  return Promise.all(
    pids.map(async (pid) => {
      const stat = await read(pid, "stat");
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      return { pid: Number(pid), parent, command: await read(pid, "cmdline") };
    }),
  );
}
