/**
 * The first process inside the sandbox's own process and mount namespaces: starts the daemons in order, restarts one that
 * ends, and says in a file how far it is. Everything inside ends with it: the kernel sees to that.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { SandboxPlaces } from "../places";
import { containerdSocket, type Daemon } from "./daemons";
import { isReady } from "./readiness";

/** What `up` hands over. */
export interface SupervisorInput {
  readonly places: SandboxPlaces;
  readonly daemons: readonly Daemon[];
  /** Image archives to import as soon as containerd serves. */
  readonly images: readonly string[];
  readonly ctr: string;
  /** What the daemons read, by file: a sandbox that runs with another one than this checkout's is started again. */
  readonly config: Readonly<Record<string, string>>;
}

export function supervisorInputFile(places: SandboxPlaces): string {
  return join(places.config, "supervisor.json");
}

/** Written after each change, for `up` to read. */
export interface SupervisorState {
  /** Names of the daemons that serve. */
  readonly ready: readonly string[];
  /** The daemon that could not be started. */
  readonly failed?: string;
}

const pollMs = 50;
const startLimitMs = 60_000;
/** Ends before it was ever ready: these many, and the start has failed. */
const startAttempts = 3;
const restartPauseMs = 500;

async function supervise(inputFile: string): Promise<void> {
  const { places, daemons, images, ctr } = JSON.parse(readFileSync(inputFile, "utf8")) as SupervisorInput;
  keepToOurselves(places);
  const ready: string[] = [];
  const report = (state: Omit<SupervisorState, "ready">) => {
    const path = stateFile(places);
    writeFileSync(`${path}.new`, JSON.stringify({ ready, ...state } satisfies SupervisorState));
    renameSync(`${path}.new`, path);
  };
  report({});
  let importing: Promise<void> | undefined;
  for (const daemon of daemons) {
    if (!(await startDaemon(places, daemon))) {
      report({ failed: daemon.name });
      process.exit(1);
    }
    if (daemon.name === "containerd") importing = importImages(ctr, images);
    // A pod that starts before its image is there would try to fetch it.
    if (daemon.name === "kubelet") await importing;
    ready.push(daemon.name);
    report({});
  }
}

export function stateFile(places: SandboxPlaces): string {
  return join(places.root, "supervisor.json");
}

/** Hides the host's sockets, leases and logs from the daemons, and theirs from the host. */
function keepToOurselves(places: SandboxPlaces): void {
  for (const path of ["/run", "/var/lib", "/var/log"]) {
    // A sandbox that lives below one of these must still see itself.
    if (`${places.root}/`.startsWith(`${path}/`)) continue;
    execFileSync("mount", ["-t", "tmpfs", "-o", "mode=0755", "job-race", path]);
  }
}

/** Starts a daemon and keeps it running; false if it ended again and again before it served. */
async function startDaemon(places: SandboxPlaces, daemon: Daemon): Promise<boolean> {
  let ends = 0;
  let served = false;
  const launch = () => {
    const child = spawnDaemon(places, daemon);
    child.once("error", () => (ends = startAttempts));
    child.once("exit", (code, signal) => {
      ends += 1;
      console.log(`${daemon.name} ended with ${signal ?? code}; starting it again`);
      if (served || ends < startAttempts) setTimeout(launch, restartPauseMs);
    });
  };
  launch();
  const deadlineMs = performance.now() + startLimitMs;
  while (performance.now() < deadlineMs && ends < startAttempts) {
    if (daemon.ready === undefined || (await isReady(places, daemon.ready))) {
      served = true;
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return false;
}

/** Beside the start of the API server, which takes longer. */
async function importImages(ctr: string, images: readonly string[]): Promise<void> {
  for (const image of images) {
    await execa(ctr, ["--address", containerdSocket, "--namespace", "k8s.io", "images", "import", "--local", image]);
  }
}

function spawnDaemon(places: SandboxPlaces, daemon: Daemon): ChildProcess {
  const log = openSync(join(places.logs, `${daemon.name}.log`), "a");
  try {
    return spawn(daemon.command, daemon.args, { stdio: ["ignore", log, log], env: { ...process.env, ...daemon.env } });
  } finally {
    closeSync(log);
  }
}

if (require.main === module) void supervise(process.argv[2] ?? "");
