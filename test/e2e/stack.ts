import { rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { analyse } from "../../analysis/analyse";
import type { Results } from "../../analysis/results/results";
import { readStackExport } from "../../report/results-file/stack-export";
import { workloadImage } from "../../sandbox/cluster/images";
import { projectRoot, type SandboxPlaces } from "../../sandbox/places";
import { endOrphans } from "../../sandbox/pulumi/orphans";
import { ensureStack, workspaceOf, writeSettings, type Workspace } from "../../sandbox/pulumi/workspace";
import { newStackFolder, shared, toolsFor } from "./sandbox";

/** A race of two short lanes: four keys in one pod, and in two pods at once. */
export const shortRace = {
  "job-race:items": 4,
  "job-race:lanes": [
    { name: "oneshot", manifest: "manifests/job-oneshot.yaml" },
    { name: "parallel", manifest: "manifests/job-parallel.yaml", completions: 2, parallelism: 2 },
  ],
  "job-race:image": workloadImage,
  "job-race:imagePullPolicy": "IfNotPresent",
  "job-race:warmup": false,
};

export interface Outcome {
  readonly exitCode: number;
  /** What a user would see, both streams. */
  readonly text: string;
}

export interface JobSeen {
  readonly metadata: { readonly name: string; readonly uid: string; readonly labels: Record<string, string> };
  readonly status: { readonly startTime: string; readonly completionTime: string };
}

/** A Pulumi stack of a test's own on the shared sandbox, driven as a user drives it: by the CLI. */
export class Stack {
  private constructor(
    private readonly workspace: Workspace,
    readonly env: Readonly<Record<string, string>>,
    private readonly project: string,
  ) {}

  static async make(
    settings: Readonly<Record<string, unknown>> = shortRace,
    places: SandboxPlaces = shared,
    project = projectRoot,
    projectName = "job-race",
  ): Promise<Stack> {
    const folder = await newStackFolder();
    const workspace = await workspaceOf(folder, await toolsFor(places));
    await ensureStack(workspace, projectName);
    const stack = new Stack(workspace, workspace.env, project);
    await stack.set(settings);
    return stack;
  }

  /** Where its state, settings and temporary files are. */
  get folder(): string {
    return this.workspace.folder;
  }

  set(settings: Readonly<Record<string, unknown>>): Promise<void> {
    return writeSettings(this.workspace, settings);
  }

  /** Starts a Pulumi command and returns its process; `pulumi()` waits for it. */
  start(...args: string[]): PulumiProcess {
    return startPulumi(args, this.project, this.env);
  }

  async pulumi(...args: string[]): Promise<Outcome> {
    const { exitCode, all } = await this.start(...args);
    return { exitCode: exitCode ?? 1, text: all };
  }

  up(...args: string[]): Promise<Outcome> {
    return this.pulumi("up", "--yes", "--skip-preview", "--suppress-outputs", ...args);
  }

  async outputs<Outputs>(): Promise<Outputs> {
    const { stdout } = await execa("pulumi", ["stack", "output", "--json"], { cwd: this.project, env: this.env });
    return JSON.parse(stdout) as Outputs;
  }

  /** All that the race found out, from the stack's state. */
  async results(): Promise<Results> {
    const { stdout } = await execa("pulumi", ["stack", "export"], { cwd: this.project, env: this.env });
    return analyse(readStackExport(stdout));
  }

  async kubectl(...args: string[]): Promise<string> {
    const { stdout } = await execa("kubectl", args, { env: this.env });
    return stdout;
  }

  async jobs(inNamespace?: string): Promise<JobSeen[]> {
    const namespace = inNamespace ?? (await this.namespace());
    const list = JSON.parse(await this.kubectl("get", "jobs", "--namespace", namespace, "--output", "json")) as {
      items: JobSeen[];
    };
    return list.items;
  }

  /** The namespace that the stack made. */
  async namespace(): Promise<string> {
    const { stdout } = await execa("pulumi", ["stack", "export"], { cwd: this.project, env: this.env });
    const { deployment } = JSON.parse(stdout) as { deployment: { resources?: { type: string; id?: string }[] } };
    const made = deployment.resources?.find(({ type }) => type === "kubernetes:core/v1:Namespace");
    if (made?.id === undefined) throw new Error("Expected the stack to have made a namespace, but it has none.");
    return made.id;
  }

  /** Destroys what there is and forgets the stack. */
  async end(): Promise<Outcome> {
    const place = await execa("pulumi", ["stack", "output", "namespace"], {
      cwd: this.project,
      env: this.env,
      reject: false,
    });
    if (place.exitCode === 0) await rm(join(this.project, "results", "dev", `${place.stdout}.json`), { force: true });
    const outcome = await this.pulumi("destroy", "--yes", "--skip-preview");
    await this.forget();
    return outcome;
  }

  /** Forgets the stack, and ends what a killed `pulumi` left. */
  async forget(): Promise<void> {
    await endOrphans(this.workspace.folder);
    await rm(this.workspace.folder, { recursive: true, force: true });
  }
}

/** A running `pulumi`, and its outcome once awaited. */
export type PulumiProcess = ReturnType<typeof startPulumi>;

function startPulumi(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  return execa("pulumi", [...args, "--non-interactive"], {
    cwd,
    env,
    stdin: "ignore",
    all: true,
    reject: false,
  });
}
