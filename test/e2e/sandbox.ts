/** The sandbox that the tests of this folder share: up before the first, gone without a trace after the last. */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { checkRequirements, findPulumi, findTool, pulumiSteps, sandboxSteps } from "../../commands/run/prepare";
import { hold } from "../../commands/run/session";
import { runSteps } from "../../commands/run/steps";
import { remove } from "../../sandbox/cluster/down";
import { placesOf, stacksRoot, type SandboxPlaces } from "../../sandbox/places";
import type { WorkspaceTools } from "../../sandbox/pulumi/workspace";

export const shared = placesOf("test");

/** Starts a fresh sandbox, with all that a first run has to build. */
export async function bringUp(places: SandboxPlaces): Promise<void> {
  const prepared = { tools: {} };
  await checkRequirements(true);
  await remove(places);
  await runSteps([...(await sandboxSteps(places, prepared)), ...(await pulumiSteps(prepared))]);
}

/** What a test's Pulumi needs to race on a sandbox. */
export async function toolsFor(places: SandboxPlaces): Promise<WorkspaceTools> {
  const [pulumi, kubectl] = [await findPulumi(), await findTool("kubernetes")];
  if (pulumi === undefined || kubectl === undefined) throw new Error("Expected the tools to be built by now.");
  return { pulumi, kubectl, kubeconfig: places.kubeconfig };
}

/** For a stack of the caller's own: where `npm stop` finds what a killed test left. */
export async function newStackFolder(): Promise<string> {
  await mkdir(stacksRoot, { recursive: true, mode: 0o700 });
  return mkdtemp(join(stacksRoot, "stack-"));
}

const releases: (() => Promise<void>)[] = [];

/** Mocha runs these once, also where several processes run the files. */
export async function mochaGlobalSetup(): Promise<void> {
  for (const places of [shared, placesOf("spare")]) releases.push(await hold(places.root));
  await bringUp(shared);
}

export async function mochaGlobalTeardown(): Promise<void> {
  await remove(shared);
  await rm(placesOf("spare").root, { recursive: true, force: true });
  for (const release of releases) await release();
}
