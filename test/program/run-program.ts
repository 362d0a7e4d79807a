import * as pulumi from "@pulumi/pulumi";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { HeatTiming } from "../../observe/heat-timing";

/** One resource as the engine was asked for it. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Names of what it waits for. */
  readonly dependsOn: readonly string[];
  readonly provider: string;
  readonly deletedWith: string;
  readonly replaceOnChanges: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

export interface Ran {
  readonly declared: readonly Declared[];
  /** `start` and `end` of each resource's creation, in the order in which they happened. */
  readonly events: readonly string[];
  readonly outputs: Readonly<Record<string, pulumi.Output<unknown>>>;
  /** What each component registered as its outputs, by its name. */
  readonly registered: ReadonlyMap<string, unknown>;
  /** What the program said to the person. */
  readonly said: string;
  /** The files that it wrote, by their paths from the project's folder. */
  readonly files: Readonly<Record<string, string>>;
}

/** The parts of the engine's own request that its mocks do not show. */
interface RegisterRequest {
  getDependenciesList(): string[];
  getDeletedwith(): string;
  getReplaceonchangesList(): string[];
  getDeletebeforereplace(): boolean;
}
type Register = (request: RegisterRequest, callback: unknown) => unknown;
interface OutputsRequest {
  getUrn(): string;
  getOutputs(): { toJavaScript(): unknown };
}
type RegisterOutputs = (request: OutputsRequest, callback: unknown) => unknown;

/** Runs `index.ts` from the start, as one deployment, and waits until it has declared everything. */
export async function runProgram(
  config: Readonly<Record<string, string>> = {},
  { preview = false, stack = "dev" } = {},
): Promise<Ran> {
  const declared: Declared[] = [];
  const events: string[] = [];
  const requests: RegisterRequest[] = [];
  const newResource = async ({ type, name, inputs, provider }: pulumi.runtime.MockResourceArgs) => {
    const request = requests.shift();
    declared.push({
      type,
      name,
      inputs: inputs as Record<string, unknown>,
      provider: provider ?? "",
      dependsOn: (request?.getDependenciesList() ?? []).map(nameOf),
      deletedWith: nameOf(request?.getDeletedwith() ?? ""),
      replaceOnChanges: request?.getReplaceonchangesList() ?? [],
      deleteBeforeReplace: request?.getDeletebeforereplace() ?? false,
    });
    events.push(`start ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
    events.push(`end ${name}`);
    return { id: `${name}-id`, state: created(type, name, inputs as Record<string, unknown>, preview) };
  };
  await pulumi.runtime.setMocks({ newResource, call: ({ inputs }) => inputs as object }, "job-race", stack, preview);
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `job-race:${key}`, value]),
    ),
  );
  // The cast: the SDK's type of the monitor is its gRPC client, the mock is one method of it.
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource: Register;
    registerResourceOutputs: RegisterOutputs;
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    requests.push(request);
    return register(request, callback);
  };
  const registered = new Map<string, unknown>();
  const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request, callback) => {
    registered.set(nameOf(request.getUrn()), request.getOutputs().toJavaScript());
    return registerOutputs(request, callback);
  };
  // A program is loaded once a deployment; Pulumi's own modules stay, and with them the mocks.
  const load = createRequire(__filename);
  for (const path of Object.keys(load.cache)) {
    if (!path.includes("node_modules")) Reflect.deleteProperty(load.cache, path);
  }
  const {
    result: outputs,
    said,
    files,
  } = await watched(async () => {
    const exported = load("../../index") as Record<string, pulumi.Output<unknown>>;
    await pulumi.runtime.disconnect();
    // What hangs on the last heat alone is done when the outputs are.
    for (const output of Object.values(exported)) await valueOf(output);
    return exported;
  });
  return { declared, events, outputs, registered, said, files };
}

/** Where programs run here, and write their files: not in the checkout. One for all, as esbuild keeps to where it began. */
const folder = mkdtempSync(join(tmpdir(), "job-race-program-"));
process.on("exit", () => {
  rmSync(folder, { recursive: true });
});

/** Runs a program in that folder; without an engine, it speaks on the console. */
async function watched<Result>(run: () => Promise<Result>) {
  const home = process.cwd();
  const shown = { log: console.log.bind(console), warn: console.warn.bind(console) };
  const lines: string[] = [];
  console.log = console.warn = (line: string) => lines.push(line);
  process.chdir(folder);
  try {
    const result = await run();
    return { result, said: lines.join("\n"), files: filesIn(folder) };
  } finally {
    process.chdir(home);
    Object.assign(console, shown);
    for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true });
  }
}

function filesIn(root: string): Record<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.map((path) => [relative(root, path), readFileSync(path, "utf8")]));
}

/** An output's value; what a preview can't know is `undefined`. */
export async function valueOf(output: unknown): Promise<unknown> {
  return await new Promise((resolve) => {
    const known: pulumi.Output<unknown> = pulumi.output(output);
    known.apply(resolve);
    setTimeout(resolve, 20, undefined);
  });
}

/** What a cluster adds to an object; in a preview nothing is known yet. */
function created(type: string, name: string, inputs: Record<string, unknown>, preview: boolean) {
  if (preview) return inputs;
  if (type.startsWith("kubernetes:")) {
    const metadata = { ...(inputs["metadata"] as object), name: `${name}-1a2b3c4d`, uid: `${name}-uid` };
    return { ...inputs, metadata };
  }
  // The cast: what a JobTiming is given has the fields that `timingOf` reads, but nothing says so in its type.
  return "heat" in inputs ? { ...inputs, timing: timingOf(inputs["heat"] as HeatTiming) } : inputs;
}

/** A heat of 12 seconds for the serial lane, of 7 for the others. */
function timingOf({
  lane,
  round,
  run,
  job,
  namespace,
  uid,
  kind,
  parallelism,
  completions,
  items,
}: HeatTiming): HeatTiming {
  const durationSeconds = lane === "oneshot" ? 12 : 7;
  const times = {
    createdAt: "2026-01-02T03:04:05Z",
    startedAt: "2026-01-02T03:04:05Z",
    endedAt: `2026-01-02T03:04:${5 + durationSeconds}Z`,
  };
  return {
    lane,
    round,
    run,
    job,
    namespace,
    uid,
    ...(kind && { kind }),
    parallelism,
    ...(completions !== undefined && { completions }),
    items,
    ...times,
    durationSeconds,
    pods: [],
    disturbances: [],
  };
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}
