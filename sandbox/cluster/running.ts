import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import type { SandboxPlaces } from "../places";
import type { Ports } from "./daemons";

/** The sandbox's outermost process: ending it ends everything inside. */
export interface Running {
  readonly pid: number;
  /** Clock ticks since boot at its start: a process id alone may have come to mean another process. */
  readonly startTicks: number;
  readonly ports: Ports;
}

/** The sandbox that runs now, if one does. */
export async function findRunning(places: SandboxPlaces): Promise<Running | undefined> {
  const text = await readFile(places.runFile, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const running = JSON.parse(text) as Running;
  return startTicksOf(running.pid) === running.startTicks ? running : undefined;
}

/** Tells one run of the sandbox from the next; `undefined` if none runs. */
export async function runOf(places: SandboxPlaces): Promise<string | undefined> {
  const running = await findRunning(places);
  return running && `${running.pid} ${running.startTicks}`;
}

const watchMs = 1_000;

/** Does the work with a signal that is aborted once the sandbox has ended. */
export async function whileRunning<T>(places: SandboxPlaces, work: (gone: AbortSignal) => Promise<T>): Promise<T> {
  const gone = new AbortController();
  const watch = setInterval(() => {
    void findRunning(places).then((running) => {
      if (running === undefined) gone.abort();
    });
  }, watchMs);
  try {
    return await work(gone.signal);
  } finally {
    clearInterval(watch);
  }
}

/** Without giving way to anything else: a sandbox that starts and is not recorded is one that nobody can stop. */
export function recordRunning(places: SandboxPlaces, pid: number, ports: Ports): Running {
  const startTicks = startTicksOf(pid);
  if (startTicks === undefined) throw new Error(`Expected process ${pid} to run, but it has ended already.`);
  const running = { pid, startTicks, ports };
  writeFileSync(`${places.runFile}.new`, JSON.stringify(running));
  renameSync(`${places.runFile}.new`, places.runFile);
  return running;
}

export async function forgetRunning(places: SandboxPlaces): Promise<void> {
  await rm(places.runFile, { force: true });
}

/** Field 22 of /proc/PID/stat, counted behind the parenthesised name; undefined for a process that has ended. */
export function startTicksOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : Number(fields[19]);
  } catch {
    return undefined;
  }
}
