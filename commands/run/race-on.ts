import {
  beginRace,
  clearLeftovers,
  finishRace,
  hasBegun,
  runPulumi,
  stackOutput,
} from "../../sandbox/pulumi/race-runs";
import { ensureStack, workspaceOf, writeSettings, type WorkspaceTools } from "../../sandbox/pulumi/workspace";
import { Interrupted, interrupted } from "./session";

type PulumiSettings = Readonly<Record<string, unknown>>;

/**
 * Races in the workspace of `folder` and prints the results. `chosen` are the settings of the command line, which go on top of
 * the user's own; `forced` adds what the place of the race demands of them. Once its cluster is `gone`, there is nothing to wait for.
 */
export async function raceOn(
  folder: string,
  tools: WorkspaceTools,
  chosen: PulumiSettings,
  forced: (chosen: PulumiSettings) => Promise<PulumiSettings>,
  gone?: AbortSignal,
): Promise<void> {
  const workspace = await workspaceOf(folder, tools);
  await ensureStack(workspace);
  await clearLeftovers(workspace);
  const race = await beginRace(workspace, chosen);
  const settings = { "job-race:run": String(race.run), ...(await forced(race.settings)), ...race.settings };
  await writeSettings(workspace, settings);
  console.log(race.resumed ? `\nRace ${race.run} goes on: only what is missing is raced.\n` : `\nRace ${race.run}\n`);
  const up = ["up", "--yes", "--skip-preview", "--suppress-outputs", "--suppress-permalink=true"];
  interrupted.throwIfAborted();
  const exitCode = await runPulumi(workspace, up, gone);
  const howToGoOn = "`npm start` goes on with what is missing, `npm stop` removes everything.";
  if (gone?.aborted === true) throw new Error(`The sandbox was ended in mid-race. ${howToGoOn}`);
  if (interrupted.aborted) throw new Interrupted(`What was measured is kept: ${howToGoOn}`);
  if (exitCode !== 0) {
    if (await hasBegun(workspace, race)) throw new Error(`The race did not finish, see above. ${howToGoOn}`);
    // There is nothing to go on with, least of all settings with a mistake in them.
    await finishRace(workspace, race);
    throw new Error("The race did not begin, see above.");
  }
  await finishRace(workspace, race);
  console.log(await stackOutput(workspace, "raceResults"));
}
