import { availableParallelism } from "node:os";
import { imageArchives } from "../../sandbox/cluster/images";
import { up } from "../../sandbox/cluster/up";
import type { SandboxPlaces } from "../../sandbox/places";
import { builtPulumi, pulumiOnPath } from "../../sandbox/pulumi/cli";
import {
  hasKubernetesPlugin,
  installCommandPlugin,
  installKubernetesPlugin,
  type CommandPlugin,
} from "../../sandbox/pulumi/plugins";
import { hasBuildCaches, removeBuildCaches } from "../../sandbox/toolchain/build-caches";
import { isBuilt, toolFolder } from "../../sandbox/toolchain/build";
import { clusterTools, kubernetesProviderTool, pulumiTools, type GoTool } from "../../sandbox/toolchain/catalogue";
import { checkMachine } from "../../sandbox/toolchain/requirements";
import { canBringRunc, hasRunc, runcFolder } from "../../sandbox/toolchain/runc";
import { interrupted } from "./session";
import type { Step } from "./steps";

/** What the steps bring; each field is there once its step has run. */
export interface Prepared {
  pulumi?: string;
  commandPlugin?: CommandPlugin;
  /** Folders of the cluster's tools by their name in the catalogue. */
  readonly tools: Record<string, string>;
}

/** The steps that bring Pulumi and its plugins. */
export async function pulumiSteps(prepared: Prepared): Promise<Step[]> {
  const own = await pulumiOnPath();
  if (own !== undefined) prepared.pulumi = own;
  const missing = own === undefined ? await missingTools(pulumiTools) : [];
  const needsBuilds = missing.length > 0 || !hasKubernetesPlugin();
  return [
    ...missing.map(buildStep(prepared)),
    {
      title: "Pulumi plugins",
      usualSeconds: hasKubernetesPlugin() ? 1 : buildSeconds(kubernetesProviderTool),
      run: async (say) => {
        prepared.pulumi ??= await builtPulumi(say);
        await installKubernetesPlugin(prepared.pulumi, say, interrupted);
        prepared.commandPlugin = await installCommandPlugin(prepared.pulumi, say, interrupted);
        return prepared.commandPlugin === "official"
          ? "Pulumi plugins"
          : "Pulumi plugins; the official command plugin could not be downloaded: its stand-in is used";
      },
    },
    ...(needsBuilds || hasBuildCaches() ? [tidyStep] : []),
  ];
}

/** The steps that bring up the sandbox. */
export async function sandboxSteps(places: SandboxPlaces, prepared: Prepared): Promise<Step[]> {
  const missing = await missingTools(clusterTools);
  const runcStep = {
    title: "Package runc",
    usualSeconds: 10,
    run: async () => {
      await runcFolder();
      return undefined;
    },
  };
  return [
    ...(hasRunc() ? [] : [runcStep]),
    ...missing.map(buildStep(prepared)),
    {
      title: "One-node Kubernetes",
      usualSeconds: 9,
      run: async (say) => {
        const runc = await runcFolder();
        for (const tool of clusterTools) prepared.tools[tool.name] ??= await toolFolder(tool, say);
        const folder = (name: string) => prepared.tools[name] ?? "";
        const images = await imageArchives(folder("workload"));
        const bin = {
          etcd: folder("etcd"),
          containerd: folder("containerd"),
          cni: folder("cni"),
          kubernetes: folder("kubernetes"),
          runc,
        };
        await up(places, bin, images, { say, signal: interrupted });
        return undefined;
      },
    },
  ];
}

/** The last step of all: nothing is left to build. */
const tidyStep: Step = {
  title: "Remove the build caches",
  usualSeconds: 5,
  run: async () => {
    await removeBuildCaches();
    return undefined;
  },
};

/** Wall time of a build on this machine's cores; linking, at the end, keeps only one of them busy. */
function buildSeconds({ cpuSeconds }: GoTool): number {
  return Math.ceil((cpuSeconds / availableParallelism()) * 1.15);
}

/** Throws one error that lists what the machine lacks. */
export async function checkRequirements(needsSandbox: boolean): Promise<void> {
  const tools = [
    ...(needsSandbox ? clusterTools : []),
    ...((await pulumiOnPath()) === undefined ? pulumiTools : []),
    ...(hasKubernetesPlugin() ? [] : [kubernetesProviderTool]),
  ];
  const needsBuilds = (await missingTools(tools)).length > 0;
  checkMachine(needsSandbox, needsBuilds, canBringRunc());
}

/** The folder of `pulumi`, if there is one without building. */
export async function findPulumi(): Promise<string | undefined> {
  const own = await pulumiOnPath();
  if (own !== undefined) return own;
  return (await missingTools(pulumiTools)).length === 0 ? builtPulumi(silent) : undefined;
}

/** The folder of a cluster tool, if there is one without building. */
export async function findTool(name: string): Promise<string | undefined> {
  const tool = clusterTools.find((candidate) => candidate.name === name);
  return tool !== undefined && (await isBuilt(tool)) ? toolFolder(tool, silent) : undefined;
}

function silent(): void {
  // Nothing is built: there is nothing to say.
}

async function missingTools(tools: readonly GoTool[]): Promise<GoTool[]> {
  const built = await Promise.all(tools.map(isBuilt));
  return tools.filter((_, index) => built[index] === false);
}

function buildStep(prepared: Prepared): (tool: GoTool) => Step {
  return (tool) => ({
    title: `Build ${tool.name}`,
    usualSeconds: buildSeconds(tool),
    run: async (say) => {
      prepared.tools[tool.name] = await toolFolder(tool, say);
      return undefined;
    },
  });
}
