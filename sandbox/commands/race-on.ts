import { beginRace, finishRace, clearLeftovers, runPulumi, stackOutput } from "../pulumi/race";
import { ensureStack, workspaceOf, writeSettings, type WorkspaceTools } from "../pulumi/workspace";
import { Interrupted, interrupted } from "./session";

/** Races with the settings on top of the user's own, in the workspace of `folder`, and prints the results. */
export async function raceOn(
  folder: string,
  tools: WorkspaceTools,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const workspace = await workspaceOf(folder, tools);
  await ensureStack(workspace);
  await clearLeftovers(workspace);
  const { run, resumed } = await beginRace(workspace);
  await writeSettings(workspace, { "job-race:run": String(run), ...settings });
  console.log(resumed ? `\nRace ${run} goes on: only what is missing is raced.\n` : `\nRace ${run}\n`);
  const exitCode = await runPulumi(workspace, [
    "up",
    "--yes",
    "--skip-preview",
    "--suppress-outputs",
    "--suppress-permalink=true",
  ]);
  if (interrupted.aborted)
    throw new Interrupted(
      "What was measured is kept: `npm start` races only what is missing, `npm stop` removes everything.",
    );
  if (exitCode !== 0) {
    throw new Error(
      "The race did not finish, see above. `npm start` races only what is missing, `npm stop` removes everything.",
    );
  }
  await finishRace(workspace, run);
  console.log(await stackOutput(workspace, "raceResults"));
}
