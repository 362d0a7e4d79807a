import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { execa } from "execa";
import { analyse } from "../../analysis/analyse";
import type { Results, UntilSure } from "../../analysis/results/results";
import { checkRace } from "../../plan/check-race";
import { heatName } from "../../plan/heat-manifest";
import { readStackExport } from "../../report/results-file/stack-export";
import { projectName, projectRoot } from "../../sandbox/places";
import {
  beginRace,
  clearLeftovers,
  finishRace,
  hasBegun,
  type Race,
  raiseRounds,
} from "../../sandbox/pulumi/race-runs";
import {
  ensureStack,
  raceSettings,
  workspaceOf,
  writeSettings,
  type Workspace,
  type WorkspaceTools,
} from "../../sandbox/pulumi/workspace";
import { runUpdate, type Update } from "./run-update";
import { Interrupted, interrupted } from "./session";

type PulumiSettings = Readonly<Record<string, unknown>>;

/** Where to race, and what. */
export interface RacePlace {
  /** Of the Pulumi workspace. */
  readonly folder: string;
  readonly tools: WorkspaceTools;
  /** What the place demands of the chosen settings. */
  readonly forced: (chosen: PulumiSettings, isWarm: boolean) => Promise<PulumiSettings>;
  /** Which run of the sandbox it is. */
  readonly sandbox?: string | undefined;
  /** The race's cluster is gone: there is nothing to wait for. */
  readonly gone?: AbortSignal;
}

/** Races at the place with the settings of the command line on top of the user's own, and gives the results. */
export async function raceOn(place: RacePlace, chosen: PulumiSettings): Promise<Results> {
  const workspace = await workspaceOf(place.folder, place.tools);
  await ensureStack(workspace);
  await clearLeftovers(workspace);
  let race = await beginRace(workspace, chosen, place.sandbox);
  console.log(race.resumed ? `\nRace ${race.run} continues: only what is missing is raced.\n` : `\nRace ${race.run}\n`);
  let results = await raceWith(workspace, race, place);
  for (let until = untilOf(results); until?.rounds !== undefined; until = untilOf(results)) {
    console.log(`\n${until.sentence}\n`);
    race = await raiseRounds(workspace, race, until.rounds);
    results = await raceWith(workspace, race, place);
  }
  await finishRace(workspace, race);
  return results;
}

/**
 * Brings the race to where `settings` of the race want it: after a higher `rounds`, only the missing rounds are raced.
 *
 * @throws {Interrupted} after Ctrl-C; Error if the race did not finish. All that was measured stays in the stack.
 */
async function raceWith(workspace: Workspace, race: Race, { forced, gone }: RacePlace): Promise<Results> {
  const settings = {
    [`${projectName}:run`]: String(race.run),
    ...(await forced(race.settings, race.isWarm === true)),
    ...race.settings,
    ...(race.rounds !== undefined && { [`${projectName}:rounds`]: race.rounds }),
  };
  await writeSettings(workspace, settings);
  interrupted.throwIfAborted();
  const exitCode = await runUpdate(workspace, { heats: await plannedHeats(workspace), ...(gone && { gone }) });
  const next = "`npm start` continues with what is missing, `npm stop` removes everything.";
  if (gone?.aborted === true) throw new Error(`The sandbox was ended in mid-race. ${next}`);
  if (interrupted.aborted) throw new Interrupted(`What was measured is kept: ${next}`);
  if (exitCode !== 0) {
    if (await hasBegun(workspace, race)) throw new Error(`The race did not finish, see above. ${next}`);
    // There is nothing to continue, least of all settings with a mistake in them.
    await finishRace(workspace, race);
    throw new Error("The race did not begin, see above.");
  }
  const { stdout } = await execa("pulumi", ["stack", "export"], { cwd: projectRoot, env: workspace.env });
  return analyse(readStackExport(stdout));
}

/** Of a race that runs until it is sure: whether it may stop. */
function untilOf({ verdict }: Results): UntilSure | undefined {
  return verdict?.until;
}

/** Of settings with mistakes, none: Pulumi's program lists those. */
async function plannedHeats(workspace: Workspace): Promise<Update["heats"]> {
  const read = (path: string) => readFileSync(resolve(projectRoot, path), "utf8");
  const checked = checkRace(await raceSettings(workspace), "dev", read);
  if (!checked.ok) return [];
  return checked.value.plan.heats.map((heat) => ({ name: heatName(heat), lane: heat.lane.name, round: heat.round }));
}
