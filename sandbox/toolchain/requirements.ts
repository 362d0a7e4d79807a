import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, statfsSync } from "node:fs";
import { ExecaError } from "execa";
import { cacheRoot } from "../places";

/** A failure that the user can fix: its message is all that is shown. */
export class Unmet extends Error {
  override readonly name = "Unmet";
}

const gibibyte = 1024 ** 3;
const goMinorMin = 25;
/** The caches of a build, and the tools. */
const buildSpaceBytes = 10 * gibibyte;
const fetchSpaceBytes = 3 * gibibyte;
const runSpaceBytes = 1 * gibibyte;

/** What a command will do on this machine. */
export interface Intent {
  readonly needsSandbox: boolean;
  /** How the tools that are not there will come. */
  readonly brings: "nothing" | "downloads" | "builds";
  readonly canBuild: boolean;
  readonly canBringRunc: boolean;
}

/** Throws one error that lists everything this machine lacks, each with its remedy. */
export function checkMachine({ needsSandbox, brings, canBuild, canBringRunc }: Intent): void {
  const spaceBytes = { nothing: runSpaceBytes, downloads: fetchSpaceBytes, builds: buildSpaceBytes }[brings];
  const unmet = [
    ...(needsSandbox ? sandboxProblems(canBringRunc) : []),
    brings === "builds" && !canBuild ? goProblem() : undefined,
    spaceProblem(spaceBytes),
  ].filter((problem) => problem !== undefined);
  if (unmet.length > 0) throw new Unmet(unmet.join("\n"));
}

function sandboxProblems(canBringRunc: boolean): (string | undefined)[] {
  const instead = "or race on a cluster of your own: npm start -- --context NAME";
  if (process.platform !== "linux")
    return [`The sandbox needs Linux, this is ${process.platform}: use a Linux machine, ${instead}.`];
  const missing = ["unshare", "mount", "ip"].filter((command) => !onPath(command));
  return [
    process.getuid?.() === 0
      ? undefined
      : `The sandbox needs root to start containers: run sudo npm start, ${instead}.`,
    missing.length === 0
      ? undefined
      : `Not on PATH: ${missing.join(", ")}. Install the packages util-linux and iproute2.`,
    canBringRunc ? undefined : "Not on PATH: runc. Install your distribution's package runc.",
  ];
}

export function onPath(command: string): boolean {
  return (process.env["PATH"] ?? "").split(":").some((folder) => folder !== "" && existsSync(`${folder}/${command}`));
}

/** Why the Go of PATH builds nothing, and the remedy; absent if it does. */
export function goProblem(): string | undefined {
  const remedy = `install Go 1.${goMinorMin} or newer (go.dev/doc/install) and put its bin folder on PATH.`;
  if (!onPath("go")) return `The tools are built with Go, which is not on PATH: ${remedy}`;
  const version = execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).trim();
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) > 1 || Number(minor) >= goMinorMin) return undefined;
  return `The tools need Go 1.${goMinorMin} or newer, this is ${version}: ${remedy}`;
}

function spaceProblem(neededBytes: number): string | undefined {
  mkdirSync(cacheRoot, { recursive: true });
  const { bavail, bsize } = statfsSync(cacheRoot);
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return undefined;
  const needed = (neededBytes / gibibyte).toFixed(0);
  const free = (freeBytes / gibibyte).toFixed(1);
  return (
    `The disk has ${free} GiB free, the sandbox needs ${needed} GiB: free some, ` +
    "or set XDG_CACHE_HOME and XDG_STATE_HOME to a larger disk."
  );
}

/** Turns a failed `go build` into a sentence with the remedy, where there is one. */
export function explainGoFailure(tool: string, error: unknown): unknown {
  if (!(error instanceof ExecaError)) return error;
  const stderr = typeof error.stderr === "string" ? error.stderr : "";
  const last = stderr.trim().split("\n").slice(-5).join("\n");
  if (stderr.includes("no space left on device")) {
    return new Unmet(
      `The disk was full while ${tool} was built: free some space and run the same command again; it continues where it stopped.`,
    );
  }
  if (/dial tcp|i\/o timeout|no such host|connection refused/.test(stderr)) {
    return new Unmet(
      `Go could not download a module for ${tool}: check the network (and GOPROXY) and run the same command again.\n${last}`,
    );
  }
  return new Error(`Building ${tool} failed: ${last || error.shortMessage}`, { cause: error });
}
