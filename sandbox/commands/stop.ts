import { readdir, rm } from "node:fs/promises";
import { Command } from "commander";
import { remove } from "../cluster/down";
import { nodeIsReady } from "../cluster/node-ready";
import { findRunning } from "../cluster/running";
import { contextFolder, contextsRoot, placesOf } from "../places";
import { releaseLock, runPulumi } from "../pulumi/race";
import { hasStack, workspaceOf, type WorkspaceTools } from "../pulumi/workspace";
import { findPulumi, findTool } from "./prepare";
import { exclusively, main } from "./session";

const program = new Command("npm stop --")
  .description(
    "Destroys the race's stack, stops the sandbox and removes all that it kept. Built tools stay in the user's cache.",
  )
  .option("--context <name>", "destroy the race on this context of your kubeconfig instead")
  .parse();

void main(async () => {
  const { context } = program.opts<{ context?: string }>();
  if (context === undefined) await stopSandbox();
  else await stopContext(context);
});

async function stopSandbox(): Promise<void> {
  const places = placesOf("default");
  await exclusively(places.root, async () => {
    const isUp = (await findRunning(places)) !== undefined && (await nodeIsReady(places, undefined));
    const [pulumi, kubectl] = [await findPulumi(), await findTool("kubernetes")];
    if (isUp && hasStack(places.pulumi) && pulumi !== undefined && kubectl !== undefined) {
      const isDestroyed = await destroy(places.pulumi, { pulumi, kubectl, kubeconfig: places.kubeconfig });
      // What is left is in the cluster, which goes now.
      if (!isDestroyed) console.log("The stack could not be destroyed; it goes with the sandbox.");
    }
    await remove(places);
  });
  console.log("The sandbox is gone: no process, address, cgroup or stack of it is left.");
  for (const context of await readdir(contextsRoot).catch(() => [])) {
    if (!context.endsWith(".lock"))
      console.log(`A race on another cluster is still there: npm stop -- --context ${decodeURIComponent(context)}`);
  }
}

async function stopContext(context: string): Promise<void> {
  const folder = contextFolder(context);
  await exclusively(folder, async () => {
    if (hasStack(folder)) {
      const pulumi = await findPulumi();
      if (pulumi === undefined)
        throw new Error("Expected the Pulumi that made the stack, but it is gone: run npm start once more.");
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
  await releaseLock(workspace);
  return (await runPulumi(workspace, ["destroy", "--yes", "--skip-preview", "--suppress-permalink=true"])) === 0;
}
