import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { cacheRoot, projectRoot, type SandboxPlaces } from "../places";
import { Unmet } from "../toolchain/requirements";
import { configTexts, writeConfigFiles } from "./config-files";
import { daemonsOf, type Binaries, type Ports } from "./daemons";
import { endProcesses } from "./down";
import { addHostTraces, isUsedByOthers } from "./host-traces";
import { explainingLogLines } from "./logs";
import { nodeIsReady } from "./node-ready";
import { needsNewPki, writePki } from "./pki";
import { findRunning, recordRunning, startTicksOf, type Running } from "./running";
import { stateFile, supervisorInputFile, type SupervisorInput, type SupervisorState } from "./supervisor";

const startLimitMs = 120_000;
const pollMs = 100;

export interface UpOptions {
  readonly say: (line: string) => void;
  /** Ends the start early; it is undone. */
  readonly signal: AbortSignal;
}

/** Starts the sandbox, or finds it running with just these files, and returns when its node is ready. A start that fails undoes itself. */
export async function up(
  places: SandboxPlaces,
  bin: Binaries,
  images: readonly string[],
  options: UpOptions,
): Promise<Running> {
  const running = await findRunning(places);
  const isOurs = running !== undefined && (await isCurrent(places, inputOf(places, running.ports, bin, images)));
  if (isOurs && (await nodeIsReady(places, undefined))) return running;
  if (running === undefined && (await isUsedByOthers(places))) {
    throw new Unmet(
      `Another sandbox uses the network ${places.podCidr} (cgroup ${places.cgroup}): stop it, or set XDG_STATE_HOME to another folder.`,
    );
  }
  if (running !== undefined && !isOurs)
    options.say("it runs with another checkout's files: starting it with this one's");
  await endProcesses(places);
  try {
    return await launch(places, bin, images, options);
  } catch (error) {
    await endProcesses(places);
    throw error;
  }
}

async function launch(
  places: SandboxPlaces,
  bin: Binaries,
  images: readonly string[],
  options: UpOptions,
): Promise<Running> {
  await prepareFolders(places);
  const ports = await freePorts(places);
  await writeConfigFiles(places, ports, bin);
  await addHostTraces(places);
  const input = supervisorInputFile(places);
  await writeFile(input, JSON.stringify(inputOf(places, ports, bin, images)));
  const startedAt = new Date();
  const pid = spawnSupervisor(places, input);
  const running = recordRunning(places, pid, ports);
  await untilReady(places, running, startedAt, options);
  return running;
}

function inputOf(places: SandboxPlaces, ports: Ports, bin: Binaries, images: readonly string[]): SupervisorInput {
  const daemons = daemonsOf(places, ports, bin);
  return { places, daemons, images, ctr: join(bin.containerd, "ctr"), config: configTexts(places, ports, bin) };
}

/** Whether the sandbox that runs was started with this; it may have more images. */
async function isCurrent(places: SandboxPlaces, input: SupervisorInput): Promise<boolean> {
  const text = await readFile(supervisorInputFile(places), "utf8").catch(() => "{}");
  const started = JSON.parse(text) as Partial<SupervisorInput>;
  const hasAll = input.images.every((image) => started.images?.includes(image) === true);
  return hasAll && text === JSON.stringify({ ...input, images: started.images });
}

async function prepareFolders(places: SandboxPlaces): Promise<void> {
  await mkdir(places.root, { recursive: true, mode: 0o700 });
  await rm(places.logs, { recursive: true, force: true });
  await rm(stateFile(places), { force: true });
  if (await needsNewPki(places)) {
    // Tokens in etcd are signed by the old keys: an old cluster is of no use with new ones.
    for (const folder of [places.pki, places.data]) await rm(folder, { recursive: true, force: true });
    await writePki(places);
  }
  for (const folder of [places.logs, places.data]) await mkdir(folder, { recursive: true, mode: 0o700 });
}

function spawnSupervisor(places: SandboxPlaces, input: string): number {
  const log = openSync(join(places.logs, "supervisor.log"), "a");
  const script = join(projectRoot, "sandbox", "cluster", "supervisor.ts");
  // The shell is process 1 inside: it collects orphans, which the supervisor would not, and ends with the supervisor.
  const inside = 'mount --make-rshared / && "$@" & wait $!';
  const node = [process.execPath, "--require", "ts-node/register/transpile-only", script, input];
  const namespaces = ["--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "--mount-proc"];
  try {
    const child = spawn("unshare", [...namespaces, "sh", "-c", inside, "sh", ...node], {
      cwd: projectRoot,
      detached: true,
      stdio: ["ignore", log, log],
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: process.env["HOME"] ?? "/",
        // Where bootstrap.mjs has the compiler unpack itself; by itself it would do so in the home.
        SWC_NATIVE_BINDING_CACHE: join(cacheRoot, "swc"),
        NODE_COMPILE_CACHE: join(cacheRoot, "node-compile-cache"),
        DISABLE_V8_COMPILE_CACHE: "1",
      },
    });
    child.unref();
    if (child.pid === undefined) throw new Error("Expected `unshare` to start, but it did not.");
    return child.pid;
  } finally {
    closeSync(log);
  }
}

async function untilReady(
  places: SandboxPlaces,
  running: Running,
  startedAt: Date,
  { say, signal }: UpOptions,
): Promise<void> {
  const deadlineMs = performance.now() + startLimitMs;
  for (;;) {
    signal.throwIfAborted();
    const state = await readState(places);
    if (startTicksOf(running.pid) !== running.startTicks || state?.failed !== undefined) {
      throw await startFailure(places, `${state?.failed ?? "the supervisor"} ended`, state?.failed ?? "supervisor");
    }
    if (state?.ready.includes("kubelet") === true && (await nodeIsReady(places, startedAt))) return;
    if (performance.now() > deadlineMs) {
      throw await startFailure(places, `its node was not ready after ${startLimitMs / 1_000} s`, "kubelet");
    }
    say(state === undefined ? "starting" : `${state.ready.at(-1) ?? "nothing"} is up`);
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

async function readState(places: SandboxPlaces): Promise<SupervisorState | undefined> {
  const text = await readFile(stateFile(places), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as SupervisorState);
}

async function startFailure(places: SandboxPlaces, what: string, daemon: string): Promise<Error> {
  const lines = await explainingLogLines(places, daemon);
  return new Error(`The sandbox did not start: ${what}. It was undone. The end of ${daemon}'s log:\n${lines}`);
}

/** Ports that nobody listens on now; the API server keeps its last one where it can. */
async function freePorts(places: SandboxPlaces): Promise<Ports> {
  const last = await readFile(join(places.config, "ports.json"), "utf8")
    .then((text) => JSON.parse(text) as Ports)
    .catch(() => undefined);
  const api = await freePort(last?.api ?? 0).catch(() => freePort(0));
  const [etcd, etcdPeer, kubelet, kubeletHealth] = [
    await freePort(0),
    await freePort(0),
    await freePort(0),
    await freePort(0),
  ];
  const ports = { api, etcd, etcdPeer, kubelet, kubeletHealth };
  await mkdir(places.config, { recursive: true, mode: 0o700 });
  await writeFile(join(places.config, "ports.json"), JSON.stringify(ports));
  return ports;
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(wanted, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
