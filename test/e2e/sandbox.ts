/** The sandbox that all tests of this folder share: started before the first, gone without a trace after the last. */
import { rm } from "node:fs/promises";
import { checkRequirements, pulumiSteps, sandboxSteps, type Prepared } from "../../sandbox/commands/prepare";
import { runSteps } from "../../sandbox/commands/steps";
import { remove } from "../../sandbox/cluster/down";
import { placesOf } from "../../sandbox/places";
import type { WorkspaceTools } from "../../sandbox/pulumi/workspace";

export const places = placesOf("test");
let tools: WorkspaceTools | undefined;

/** What a test's Pulumi needs. */
export function sandboxTools(): WorkspaceTools {
  if (tools === undefined) throw new Error("Expected the sandbox to be up: is hooks.ts required?");
  return tools;
}

export const mochaHooks = {
  async beforeAll(this: Mocha.Context): Promise<void> {
    this.timeout(90 * 60_000); // A first run builds the tools.
    const prepared: Prepared = { tools: {} };
    await checkRequirements(true);
    await remove(places);
    await runSteps([...(await sandboxSteps(places, prepared)), ...(await pulumiSteps(prepared))]);
    tools = {
      pulumi: prepared.pulumi ?? "",
      kubectl: prepared.tools["kubernetes"] ?? "",
      kubeconfig: places.kubeconfig,
    };
  },

  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(60_000);
    await remove(places);
    await rm(`${places.root}.lock`, { recursive: true, force: true });
  },
};
