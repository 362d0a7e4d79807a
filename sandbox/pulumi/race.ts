import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../places";
import { endOrphans } from "./orphans";
import type { Workspace } from "./workspace";

/** What the last `npm start` was about. */
interface RaceRecord {
  /** Value of the `run` setting. */
  readonly run: number;
  readonly finished: boolean;
}

/** The `run` of the race to do now: the next number, or the last one again if that race was cut short. */
export async function beginRace(workspace: Workspace): Promise<{ run: number; resumed: boolean }> {
  const last = await readRecord(workspace);
  const resumed = last?.finished === false;
  const run = resumed ? last.run : (last?.run ?? 0) + 1;
  await writeRecord(workspace, { run, finished: false });
  return { run, resumed };
}

export async function finishRace(workspace: Workspace, run: number): Promise<void> {
  await writeRecord(workspace, { run, finished: true });
}

/**
 * Runs a Pulumi command in the workspace with this process's terminal; returns its exit code. Ctrl-C reaches Pulumi through the
 * terminal: it ends after the heat that runs, a second one ends it at once.
 */
export async function runPulumi(workspace: Workspace, args: readonly string[]): Promise<number> {
  const { exitCode } = await execa("pulumi", [...args], {
    cwd: projectRoot,
    env: workspace.env,
    stdio: "inherit",
    reject: false,
  });
  return exitCode ?? 1;
}

/** Ends and releases what a killed `pulumi` left; nobody else uses this workspace while we hold it. */
export async function clearLeftovers(workspace: Workspace): Promise<void> {
  await endOrphans(workspace);
  const temporary = join(workspace.folder, "tmp");
  for (const entry of await readdir(temporary)) await rm(join(temporary, entry), { recursive: true, force: true });
  await execa("pulumi", ["cancel", "--yes", "--non-interactive"], {
    cwd: projectRoot,
    env: workspace.env,
    reject: false,
  });
}

/** One output of the stack, as text. */
export async function stackOutput(workspace: Workspace, name: string): Promise<string> {
  const { stdout } = await execa("pulumi", ["stack", "output", name], { cwd: projectRoot, env: workspace.env });
  return stdout;
}

const recordFile = (workspace: Workspace) => join(workspace.folder, "race.json");

async function readRecord(workspace: Workspace): Promise<RaceRecord | undefined> {
  const text = await readFile(recordFile(workspace), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as RaceRecord);
}

async function writeRecord(workspace: Workspace, record: RaceRecord): Promise<void> {
  await writeFile(recordFile(workspace), JSON.stringify(record));
}
