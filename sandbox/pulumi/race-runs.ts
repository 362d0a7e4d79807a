import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { execa } from "execa";
import { annotations } from "../../plan/labels";
import { projectRoot } from "../places";
import { endOrphans } from "./orphans";
import type { Workspace } from "./workspace";

/** One `npm start`. */
export interface Race {
  /** Value of the `run` setting. */
  readonly run: number;
  /** Settings of the command line. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Rounds that a race which runs until it is sure has come to; more than its settings say. */
  readonly rounds?: number;
  /** Whether it continues a race that was cut short. */
  readonly resumed: boolean;
  /** The sandbox that it ran in, from its start to its stop; absent on a cluster of the user's. */
  readonly sandbox?: string;
  /** Another race ended in the same sandbox before: what a warm-up would warm is warm. */
  readonly isWarm?: boolean;
}

/** The race to do now: a new one; or the last one, if it was cut short and no other settings are asked for. */
export async function beginRace(workspace: Workspace, settings: Race["settings"], sandbox?: string): Promise<Race> {
  const last = await readRecord(workspace);
  const asksNothing = Object.keys(settings).length === 0;
  const resumed = last?.finished === false && (asksNothing || isDeepStrictEqual(settings, last.settings));
  const isWarm = last?.finished === true && sandbox !== undefined && last.sandbox === sandbox;
  const race = resumed
    ? { ...last, resumed }
    : {
        run: (last?.run ?? 0) + 1,
        settings,
        resumed,
        ...(sandbox !== undefined && { sandbox }),
        ...(isWarm && { isWarm }),
      };
  await writeRecord(workspace, { ...race, finished: false });
  return race;
}

/** Notes that the race has come to so many rounds, so that a race that is cut short does not take them back. */
export async function raiseRounds(workspace: Workspace, race: Race, rounds: number): Promise<Race> {
  const raised = { ...race, rounds };
  await writeRecord(workspace, { ...raised, finished: false });
  return raised;
}

export async function finishRace(workspace: Workspace, race: Race): Promise<void> {
  await writeRecord(workspace, { ...race, finished: true });
}

/** Whether a Job of this race was ever created. */
export async function hasBegun(workspace: Workspace, { run }: Race): Promise<boolean> {
  const { stdout } = await execa("pulumi", ["stack", "export"], { cwd: projectRoot, env: workspace.env });
  const { deployment } = JSON.parse(stdout) as { deployment?: { resources?: readonly ExportedResource[] } };
  const runOf = ({ inputs }: ExportedResource) => inputs?.metadata?.annotations?.[annotations.run];
  return deployment?.resources?.some((resource) => runOf(resource) === String(run)) ?? false;
}

interface ExportedResource {
  readonly inputs?: { readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> } };
}

/** Ends and releases what a killed `pulumi` left; nobody else uses this workspace while we hold it. */
export async function clearLeftovers(workspace: Workspace): Promise<void> {
  await endOrphans(workspace.folder);
  const temporary = join(workspace.folder, "tmp");
  for (const entry of await readdir(temporary)) await rm(join(temporary, entry), { recursive: true, force: true });
  await execa("pulumi", ["cancel", "--yes", "--non-interactive"], {
    cwd: projectRoot,
    env: workspace.env,
    reject: false,
  });
}

const recordFile = (workspace: Workspace) => join(workspace.folder, "race.json");

interface RaceRecord extends Race {
  readonly finished: boolean;
}

async function readRecord(workspace: Workspace): Promise<RaceRecord | undefined> {
  const text = await readFile(recordFile(workspace), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as RaceRecord);
}

async function writeRecord(workspace: Workspace, record: RaceRecord): Promise<void> {
  await writeFile(`${recordFile(workspace)}.new`, JSON.stringify(record));
  await rename(`${recordFile(workspace)}.new`, recordFile(workspace));
}
