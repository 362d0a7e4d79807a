import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cacheRoot } from "../places";
import { downloadsFolder } from "./fetch-release";
import { oneAtATime } from "./one-at-a-time";

/** Compiled packages, modules and, where PATH has none, Go itself. */
export const buildCaches = join(cacheRoot, "build");

const temporary = join(buildCaches, "tmp");

/** Set by the switch `--keep-build-cache` of every command. */
const keeps = process.env["JOB_RACE_KEEP_BUILD_CACHE"] === "1";

/**
 * The environment of `go build`: caches of job-race's own, which grow to 8 GB and are of no use once the tools are there. What the
 * user's own module cache has is taken from there.
 */
export function goEnvironment(): Record<string, string> {
  const modulePath = process.env["GOMODCACHE"] ?? join(goPath(), "pkg", "mod");
  const known = join(modulePath, "cache", "download");
  const proxy = process.env["GOPROXY"];
  return {
    CGO_ENABLED: "0",
    GOCACHE: join(buildCaches, "compiled"),
    GOMODCACHE: join(buildCaches, "modules"),
    // What a build that is cut short leaves there goes with the rest.
    GOTMPDIR: temporary,
    // Go counts its own use in the user's configuration, which it also reads its settings from.
    XDG_CONFIG_HOME: join(buildCaches, "config"),
    GOENV: process.env["GOENV"] ?? join(process.env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config"), "go", "env"),
    GOFLAGS: [process.env["GOFLAGS"] ?? "", "-modcacherw"].join(" ").trim(),
    // Unset, it is what `go env` says, and everything is fetched again.
    ...(proxy !== undefined && { GOPROXY: existsSync(known) ? `${pathToFileURL(known).href},${proxy}` : proxy }),
    // The compiler's processes live for a second: collecting their garbage less often saves CPU time.
    GOGC: "400",
  };
}

function goPath(): string {
  const [first] = (process.env["GOPATH"] ?? "").split(delimiter);
  return first === undefined || first === "" ? join(homedir(), "go") : first;
}

/** One build at a time, also of several commands: each uses all cores, and the caches go when the last tool is there. */
export async function whileBuilding<T>(work: () => Promise<T>): Promise<T> {
  await mkdir(temporary, { recursive: true });
  return oneAtATime(buildCaches, work);
}

/** Whether builds or downloads left what `removeBuildCaches` would remove. */
export function hasBuildCaches(): boolean {
  return !keeps && [buildCaches, downloadsFolder].some((folder) => existsSync(folder));
}

/** For when every tool is there. What stopped half-way needs them to continue where it stopped. */
export async function removeBuildCaches(): Promise<void> {
  if (!hasBuildCaches()) return;
  await whileBuilding(async () => {
    for (const folder of [buildCaches, downloadsFolder]) await rm(folder, { recursive: true, force: true });
  });
}
