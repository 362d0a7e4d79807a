import { existsSync } from "node:fs";
import { execa } from "execa";
import { analyse } from "../../analysis/analyse";
import type { Results } from "../../analysis/results/results";
import { readStackExport } from "../../report/results-file/stack-export";
import { contextFolder, placesOf, projectRoot } from "../../sandbox/places";
import { hasStack, workspaceOf } from "../../sandbox/pulumi/workspace";
import { findPulumi, findTool } from "./prepare";

/** Whose results: one of the user's own stacks; or what `npm start` raced, on the sandbox or on a context. */
export interface WhichStack {
  /** A stack of the Pulumi that PATH and the environment name. */
  readonly stack?: string;
  readonly context?: string;
}

/** All that a stack's state tells of its race, on any machine that can read the state; the analysis is done again. */
export async function stackResults(which: WhichStack): Promise<Results> {
  return analyse(readStackExport(await exportOf(which)));
}

async function exportOf({ stack, context }: WhichStack): Promise<string> {
  const pulumi = await findPulumi();
  if (stack !== undefined) {
    const file = pulumi === undefined ? "pulumi" : `${pulumi}/pulumi`;
    return (await execa(file, ["stack", "export", "--stack", stack], { cwd: projectRoot })).stdout;
  }
  const sandbox = placesOf("default");
  const folder = context === undefined ? sandbox.pulumi : contextFolder(context);
  if (!hasStack(folder) || pulumi === undefined) {
    const where = context === undefined ? "on the sandbox" : `on ${context}`;
    throw new Error(
      `Expected a race ${where}, but there is none. \`npm start\` races; --stack NAME names a stack of yours.`,
    );
  }
  const kubectl = await findTool("kubernetes");
  const { env } = await workspaceOf(folder, {
    pulumi,
    ...(kubectl !== undefined && { kubectl }),
    ...(existsSync(sandbox.kubeconfig) && { kubeconfig: sandbox.kubeconfig }),
  });
  return (await execa("pulumi", ["stack", "export"], { cwd: projectRoot, env })).stdout;
}
