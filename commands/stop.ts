import { readdir, rm } from "node:fs/promises";
import { Command } from "commander";
import { execa } from "execa";
import { remove } from "../sandbox/cluster/down";
import { nodeIsReady } from "../sandbox/cluster/node-ready";
import { findRunning } from "../sandbox/cluster/running";
import { contextFolder, contextsRoot, placesOf, projectRoot } from "../sandbox/places";
import { endOrphans } from "../sandbox/pulumi/orphans";
import { clearLeftovers } from "../sandbox/pulumi/race-runs";
import { hasStack, workspaceOf, type WorkspaceTools } from "../sandbox/pulumi/workspace";
import { findPulumi, findTool } from "./run/prepare";
import { endLeftovers, purge, refuseWhileUsed } from "./run/leftovers";
import { exclusively, main } from "./run/session";
import { runSteps } from "./run/steps";

const program = new Command("npm stop --")
  .description(
    "Destroys the race's stack, stops the sandbox and removes all that it kept. What other commands left is removed, too; tools stay.",
  )
  .option("--purge", "also remove every tool and cache: all that job-race ever put on this machine")
  .option("--context <name>", "destroy the race on this context of your kubeconfig instead")
  .parse();

void main(async () => {
  const { context, purge } = program.opts<{ context?: string; purge?: boolean }>();
  if (purge === true) await purgeAll();
  else if (context === undefined) await stopAll();
  else await stopContext(context);
});

async function stopAll(): Promise<void> {
  await stopSandbox();
  await endLeftovers();
  console.log("The sandbox is gone: no process, address, cgroup or stack of it is left.");
  for (const context of await contexts())
    console.log(`A race on another cluster is still there: npm stop -- --context ${context}`);
}

/** A race on somebody's cluster is destroyed first: without its state nobody could. */
async function purgeAll(): Promise<void> {
  await refuseWhileUsed();
  for (const context of await contexts()) await stopContext(context);
  await stopSandbox();
  await endLeftovers();
  await purge();
}

async function contexts(): Promise<string[]> {
  const entries = await readdir(contextsRoot).catch(() => []);
  return entries.filter((entry) => !entry.endsWith(".lock")).map(decodeURIComponent);
}

async function stopSandbox(): Promise<void> {
  const places = placesOf("default");
  await exclusively(places.root, async () => {
    const isUp = (await findRunning(places)) !== undefined && (await nodeIsReady(places, undefined));
    const [pulumi, kubectl] = [await findPulumi(), await findTool("kubernetes")];
    const tools =
      pulumi === undefined || kubectl === undefined ? undefined : { pulumi, kubectl, kubeconfig: places.kubeconfig };
    await runSteps([
      ...(tools !== undefined && isUp && hasStack(places.pulumi)
        ? [
            {
              title: "Destroy the stack",
              usualSeconds: 10,
              run: async () =>
                (await destroy(places.pulumi, tools))
                  ? undefined
                  : "The stack could not be destroyed: it goes with its cluster",
            },
          ]
        : []),
      {
        title: "Stop the sandbox and remove its data",
        usualSeconds: 1,
        run: async () => {
          await endOrphans(places.pulumi, { withEngine: true });
          await remove(places);
          return undefined;
        },
      },
    ]);
  });
}

async function stopContext(context: string): Promise<void> {
  const folder = contextFolder(context);
  await exclusively(folder, async () => {
    if (hasStack(folder)) {
      const pulumi = await findPulumi();
      if (pulumi === undefined)
        throw new Error("Expected the Pulumi that made the stack, but it is gone: run npm start again.");
      if (!(await destroy(folder, { pulumi }))) {
        throw new Error(
          `The race on ${context} could not be destroyed, see above; its state is kept. Run the same command again.`,
        );
      }
    }
    await rm(folder, { recursive: true, force: true });
  });
  console.log(`Nothing of the race is left on ${context}.`);
}

async function destroy(folder: string, tools: WorkspaceTools): Promise<boolean> {
  const workspace = await workspaceOf(folder, tools);
  await clearLeftovers(workspace);
  const outcome = await execa("pulumi", ["destroy", "--yes", "--skip-preview", "--non-interactive"], {
    cwd: projectRoot,
    env: workspace.env,
    stdin: "ignore",
    all: true,
    reject: false,
  });
  if (outcome.exitCode !== 0) console.log(outcome.all);
  return outcome.exitCode === 0;
}
