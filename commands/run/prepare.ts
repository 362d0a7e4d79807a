import { brokerArchives, imageArchives } from "../../sandbox/cluster/images";
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
import { isThere, originOf, toolFolder } from "../../sandbox/toolchain/build";
import {
  clusterTools,
  kubernetesProviderTool,
  natsTool,
  pulumiTools,
  type GoTool,
} from "../../sandbox/toolchain/catalogue";
import { fetchAhead, releaseAnswers } from "../../sandbox/toolchain/fetch-release";
import { canBuild } from "../../sandbox/toolchain/go-toolchain";
import { checkMachine, goProblem } from "../../sandbox/toolchain/requirements";
import { canBringRunc, hasRunc, runcFolder } from "../../sandbox/toolchain/runc";
import { interrupted } from "./session";
import { runSteps, type Step } from "./steps";
import { announcement, buildSeconds, fetchSeconds, planOf } from "./tool-plan";

/** What the steps bring; each field is there once its step has run. */
export interface Prepared {
  pulumi?: string;
  commandPlugin?: CommandPlugin;
  /** Folders of the cluster's tools by their name in the catalogue. */
  readonly tools: Record<string, string>;
}

/** The steps that bring Pulumi and its plugins. Build caches are removed `after` these, or later by {@link tidyUp}. */
export async function pulumiSteps(prepared: Prepared, tidy: "after" | "later" = "after"): Promise<Step[]> {
  const own = await pulumiOnPath();
  if (own !== undefined) prepared.pulumi = own;
  const missing = await missingTools([
    ...(own === undefined ? pulumiTools : []),
    ...(hasKubernetesPlugin() ? [] : [kubernetesProviderTool]),
  ]);
  return [
    ...(await bringSteps(missing, prepared)),
    {
      title: "Pulumi plugins",
      usualSeconds: 1,
      run: async (say) => {
        prepared.pulumi ??= await builtPulumi(say);
        await installKubernetesPlugin(prepared.pulumi, say, interrupted);
        prepared.commandPlugin = await installCommandPlugin(prepared.pulumi, say, interrupted);
        return prepared.commandPlugin === "official"
          ? "Pulumi plugins"
          : "Pulumi plugins; the official command plugin could not be downloaded: its stand-in is used";
      },
    },
    ...(tidy === "after" && (missing.length > 0 || hasBuildCaches()) ? [tidyStep] : []),
  ];
}

/** Tools that the sandbox has for some races alone. */
export interface Extras {
  /** NATS with JetStream, and its workers. */
  readonly nats?: boolean;
}

function sandboxTools({ nats = false }: Extras): readonly GoTool[] {
  return nats ? [...clusterTools, natsTool] : clusterTools;
}

/** The steps that bring up the sandbox. */
export async function sandboxSteps(places: SandboxPlaces, prepared: Prepared, extras: Extras = {}): Promise<Step[]> {
  const tools = sandboxTools(extras);
  const missing = await missingTools(tools);
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
    ...(await bringSteps(missing, prepared)),
    {
      title: "One-node Kubernetes",
      usualSeconds: 9,
      run: async (say) => {
        const runc = await runcFolder();
        for (const tool of tools) prepared.tools[tool.name] ??= await toolFolder(tool, say);
        const folder = (name: string) => prepared.tools[name] ?? "";
        const broker = extras.nats === true ? await brokerArchives(folder(natsTool.name)) : [];
        const images = [...(await imageArchives(folder("workload"))), ...broker];
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

/** Does the work that all tools were brought for, and then removes what building them left, but not after Ctrl-C. */
export async function tidyUp(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    if (hasBuildCaches() && !interrupted.aborted) await runSteps([tidyStep]);
  }
}

/** Throws one error that lists what the machine lacks; says what will be fetched or built, if anything. */
export async function checkRequirements(needsSandbox: boolean, extras: Extras = {}): Promise<void> {
  const tools = [
    ...(needsSandbox ? sandboxTools(extras) : []),
    ...((await pulumiOnPath()) === undefined ? pulumiTools : []),
    ...(hasKubernetesPlugin() ? [] : [kubernetesProviderTool]),
  ];
  const plan = await planOf(await missingTools(tools));
  const brings = plan.built.length > 0 ? "builds" : plan.fetched.length > 0 ? "downloads" : "nothing";
  const mayBuild = brings !== "builds" || (await canBuild());
  checkMachine({ needsSandbox, brings, canBuild: mayBuild, canBringRunc: canBringRunc() });
  for (const line of announcement(plan)) console.log(line);
  const needsGo = brings === "builds" && goProblem() !== undefined;
  const ahead = [...(needsGo ? ["go"] : []), ...plan.fetched.map(({ name }) => name)];
  void fetchAhead(ahead, { say: silent, signal: interrupted });
  // Beside downloads and a cluster that starts there is a core for it; beside other builds there is none.
  if (brings === "builds" && plan.built.every((tool) => tool.module === "workload")) {
    for (const tool of plan.built) void toolFolder(tool, silent, interrupted).catch(() => undefined);
  }
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
  return tool !== undefined && (await isThere(tool)) ? toolFolder(tool, silent) : undefined;
}

function silent(): void {
  // Nothing is built: there is nothing to say.
}

async function missingTools(tools: readonly GoTool[]): Promise<GoTool[]> {
  const built = await Promise.all(tools.map(isThere));
  return tools.filter((_, index) => built[index] === false);
}

/** What is fetched comes first: what is built beside it has begun by then. */
export function fetchedFirst(steps: readonly Step[]): Step[] {
  return [...steps].sort((one, other) => Number(other.isFetched ?? false) - Number(one.isFetched ?? false));
}

function bringSteps(tools: readonly GoTool[], prepared: Prepared): Promise<Step[]> {
  return Promise.all(tools.map((tool) => bringStep(tool, prepared)));
}

async function bringStep(tool: GoTool, prepared: Prepared): Promise<Step> {
  const isFetched = await releaseAnswers(tool.name);
  return {
    isFetched,
    title: `${isFetched ? "Fetch" : "Build"} ${tool.name}`,
    usualSeconds: isFetched ? fetchSeconds(tool) : buildSeconds(tool),
    run: async (say) => {
      prepared.tools[tool.name] = await toolFolder(tool, say, interrupted);
      const origin = await originOf(tool);
      return isFetched && origin?.startsWith("built") === true
        ? `Build ${tool.name}, as ${origin.slice(7)}`
        : undefined;
    },
  };
}
