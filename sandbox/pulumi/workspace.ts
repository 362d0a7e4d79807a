import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { dump, load } from "js-yaml";
import { cacheRoot, projectName, projectRoot } from "../places";
import { pluginsFolder } from "./plugins";

/** The stack of `npm start`. */
const stackName = "dev";

/** Where the sandbox's Pulumi keeps its state and settings, apart from the user's own Pulumi and from the checkout. */
export interface Workspace {
  readonly folder: string;
  /** Settings of the stack: the place of `Pulumi.dev.yaml`, which stays as the user wrote it. */
  readonly stackFile: string;
  /** What `pulumi` and `kubectl` must see to act on this workspace. */
  readonly env: Readonly<Record<string, string>>;
}

export interface WorkspaceTools {
  /** Folder of `pulumi`. */
  readonly pulumi: string;
  /** Folder of `kubectl`; PATH's where absent. */
  readonly kubectl?: string;
  /** Credentials of the cluster; the user's own where absent. */
  readonly kubeconfig?: string;
}

/** The workspace in `folder`; nothing is created yet. */
export async function workspaceOf(folder: string, tools: WorkspaceTools): Promise<Workspace> {
  const stackFile = join(folder, `Pulumi.${stackName}.yaml`);
  const path = [tools.pulumi, tools.kubectl, dirname(process.execPath), process.env["PATH"]];
  return {
    folder,
    stackFile,
    env: {
      PATH: path.filter((entry) => entry !== undefined).join(delimiter),
      PULUMI_HOME: await ownPulumiHome(folder),
      PULUMI_LOG_ROTATION_MAX_TOTAL_MB: "50",
      PULUMI_BACKEND_URL: backendUrl(folder),
      PULUMI_CONFIG_PASSPHRASE: await passphrase(folder),
      PULUMI_STACK: stackName,
      PULUMI_OPTION_CONFIG_FILE: stackFile,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // The types are checked by `npm test`; checking them again at every preview takes longer than the preview.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      // Node keeps its compiled form of the SDK and the compiler: a preview is a second shorter.
      NODE_COMPILE_CACHE: join(cacheRoot, "node-compile-cache"),
      // kubectl's, which it would put into the user's home.
      KUBECACHEDIR: join(folder, "kubectl-cache"),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      TMPDIR: await temporaryFolder(folder),
      ...(tools.kubeconfig === undefined ? {} : { KUBECONFIG: tools.kubeconfig }),
    },
  };
}

/**
 * The state's address. Without metadata files, which Pulumi writes in place: a kill in that moment would leave an empty one,
 * and a state that nothing can read any more. The state itself is written whole or not at all.
 */
export function backendUrl(folder: string): string {
  return `${pathToFileURL(join(folder, "state")).href}?metadata=skip`;
}

/**
 * Where Pulumi and its plugins put temporary files: the Kubernetes provider leaves a copy of the kubeconfig there at every
 * start, and never removes it. Here it goes with the workspace.
 */
async function temporaryFolder(folder: string): Promise<string> {
  const path = join(folder, "tmp");
  await mkdir(path, { recursive: true, mode: 0o700 });
  return path;
}

/**
 * Pulumi keeps a log of every command in its home and cannot be told not to. In a home of the workspace's own they go with
 * it; the plugins there are those that all workspaces share.
 */
async function ownPulumiHome(folder: string): Promise<string> {
  const home = join(folder, "home");
  await mkdir(home, { recursive: true, mode: 0o700 });
  await symlink(pluginsFolder, join(home, "plugins")).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  });
  return home;
}

/** A passphrase of the workspace's own, made once, mode 0600. */
async function passphrase(folder: string): Promise<string> {
  const file = join(folder, "passphrase");
  if (!existsSync(file)) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  }
  return readFile(file, "utf8");
}

/** Whether the stack was ever made. */
export function hasStack(folder: string): boolean {
  return existsSync(join(folder, "state", ".pulumi", "stacks", projectName, `${stackName}.json`));
}

/** Makes the stack, if there is none. */
export async function ensureStack(workspace: Workspace, project = projectName): Promise<void> {
  if (hasStack(workspace.folder) && existsSync(workspace.stackFile)) return;
  await mkdir(join(workspace.folder, "state"), { recursive: true, mode: 0o700 });
  // `stack init` writes the salt of the stack's secrets beside the Pulumi.yaml that it finds: not the checkout's.
  await writeFile(join(workspace.folder, "Pulumi.yaml"), `name: ${project}\nruntime: nodejs\n`);
  await execa("pulumi", ["stack", "select", "--create", stackName, "--non-interactive"], {
    cwd: workspace.folder,
    env: workspace.env,
  });
}

interface StackFile {
  readonly encryptionsalt?: string;
  readonly config?: Readonly<Record<string, unknown>>;
}

/** Settings of the stack: those of the user's own `Pulumi.dev.yaml`, with `overrides` on top (undefined takes one away). */
export async function writeSettings(workspace: Workspace, overrides: Readonly<Record<string, unknown>>): Promise<void> {
  const own = await readStackFile(join(projectRoot, `Pulumi.${stackName}.yaml`));
  const present = await readStackFile(workspace.stackFile);
  const config = Object.fromEntries(
    Object.entries({ ...own.config, ...overrides }).filter(([, value]) => value !== undefined && !isSecret(value)),
  );
  await writeFile(`${workspace.stackFile}.new`, dump({ ...present, config }));
  await rename(`${workspace.stackFile}.new`, workspace.stackFile);
}

/** The stack's settings of the race without their namespace, as Pulumi gives them to the program: texts, lists as JSON. */
export async function raceSettings(workspace: Workspace): Promise<Readonly<Record<string, string>>> {
  const { config = {} } = await readStackFile(workspace.stackFile);
  const ofRace = Object.entries(config).filter(([key]) => key.startsWith(`${projectName}:`));
  return Object.fromEntries(
    ofRace.map(([key, value]) => [
      key.slice(`${projectName}:`.length),
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}

/** The user's own settings: what `Pulumi.dev.yaml` in the checkout says. */
export async function ownSettings(): Promise<Readonly<Record<string, unknown>>> {
  return (await readStackFile(join(projectRoot, `Pulumi.${stackName}.yaml`))).config ?? {};
}

async function readStackFile(path: string): Promise<StackFile> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.trim() === "" || !/^[^#\s]/m.test(text) ? {} : ((load(text) as StackFile | null) ?? {});
}

/** Encrypted under another stack's passphrase: it can't be read here. */
function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && "secure" in value;
}
