// The one script that runs before anything is installed: plain JavaScript for Node 20 and up, built-ins only.
// It brings a current Node where the system's is too old, then the npm packages, then runs the named command.
import { spawnSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const NODE_MAJOR = 24;
const NODE_MAJOR_MIN = 22; // what @pulumi/pulumi asks for
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "job-race");

const COMMANDS = {
  start: ["commands/start.ts"],
  stop: ["commands/stop.ts"],
  sandbox: ["commands/sandbox.ts"],
  test: ["commands/test.ts"],
  report: ["commands/report.ts"],
  compare: ["commands/compare.ts"],
  results: ["commands/results.ts"],
  "pr-comment": ["commands/pr-comment.ts"],
  simulate: ["commands/simulate.ts"],
  "release-check": ["commands/release-check.ts"],
  scale: ["commands/scale.ts"],
  soak: ["test/soak/soak.ts"],
  bench: ["test/bench/overhead.ts"],
};

/** What needs the packages that only tests use. The others are not fetched for a race: a third of all files. */
const TESTS = ["test", "release-check", "soak", "bench"];

const KEEP = "--keep-build-cache"; // understood by every command that may build
const [command, ...given] = process.argv.slice(2);
const args = given.filter((arg) => arg !== KEEP);
if (args.length < given.length) process.env.JOB_RACE_KEEP_BUILD_CACHE = "1";
if (!Object.hasOwn(COMMANDS, command)) {
  fail(`Expected one of ${Object.keys(COMMANDS).join(", ")}, got ${command ?? "nothing"}.`);
}

// What programs keep for their next start is beside everything else that is ours: `npm stop -- --purge` removes it.
process.env.SWC_NATIVE_BINDING_CACHE ??= join(CACHE, "swc");
process.env.NODE_COMPILE_CACHE ??= join(CACHE, "node-compile-cache");
// Another of ts-node's, which would be in the folder for temporary files.
process.env.DISABLE_V8_COMPILE_CACHE ??= "1";
const npmCli = process.env.npm_execpath;
const node = findNode();
process.env.PATH = [dirname(node), join(ROOT, "node_modules", ".bin"), process.env.PATH].join(delimiter);
installPackages();
run();

/** The path of a Node that is new enough: this one, or one from the npm registry in the user's cache. */
function findNode() {
  if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_MIN) return process.execPath;
  if (process.platform !== "linux" || !["x64", "arm64"].includes(process.arch)) {
    fail(`Node ${process.version} is too old: install Node ${NODE_MAJOR_MIN} or newer.`);
  }
  const home = join(CACHE, `node-${NODE_MAJOR}`);
  const name = `node-linux-${process.arch}`;
  const binary = join(home, "node_modules", name, "bin", "node");
  if (existsSync(binary)) return binary;
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(join(CACHE, "node-"));
  step(`Node ${NODE_MAJOR} (this one is ${process.version})`, "10 s", () => {
    npm(process.execPath, [
      "install",
      "--prefix",
      work,
      "--no-save",
      "--no-audit",
      "--no-fund",
      `${name}@${NODE_MAJOR}`,
    ]);
    rmSync(home, { recursive: true, force: true });
    renameSync(work, home);
  });
  return binary;
}

/** `npm ci`, unless node_modules holds what the lock file says and the command needs. */
function installPackages() {
  const needsAll = TESTS.includes(command);
  if (packagesAreInstalled(needsAll)) return;
  step("npm packages", needsAll ? "40 s" : "30 s", () => {
    const some = needsAll ? [] : ["--omit=dev"];
    npm(node, ["ci", ...some, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
  });
}

/** npm keeps its own record of what it installed; packages for other platforms are not in it. */
function packagesAreInstalled(needsAll) {
  const record = join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const read = (file) => JSON.parse(readFileSync(file, "utf8")).packages;
  const installed = read(record);
  const wanted = read(join(ROOT, "package-lock.json"));
  delete wanted[""]; // the project itself
  return (
    Object.entries(wanted).every(
      ([path, { version, optional, dev, devOptional }]) =>
        (installed[path]?.version ?? ((optional || (!needsAll && (dev || devOptional))) && version)) === version,
    ) && Object.keys(installed).every((path) => path in wanted)
  );
}

function npm(withNode, npmArgs) {
  const [file, prefix] = npmCli?.endsWith(".js") ? [withNode, [npmCli]] : ["npm", []];
  // On a machine without an npm cache this is npm's only use: 200 MB that nothing needs afterwards.
  const own = join(CACHE, "npm");
  const cache = existsSync(join(homedir(), ".npm", "_cacache")) ? [] : ["--cache", own];
  const result = spawnSync(file, [...prefix, ...npmArgs, ...cache], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  if (result.signal === "SIGINT") process.exit(130);
  if (result.status === 0 && npmArgs[0] === "ci") rmSync(own, { recursive: true, force: true });
  if (result.status !== 0) {
    fail(
      `npm ${npmArgs[0]} failed. Check the network and the free disk space, then run the same command again.\n` +
        `${result.stdout ?? ""}${result.stderr ?? result.error?.message ?? ""}`,
    );
  }
}

/** Says what is being done and how long it usually takes, then how long it took. */
function step(title, usually, work) {
  const startedMs = performance.now();
  console.log(`… ${title}, usually ${usually}`);
  work();
  console.log(`✔ ${title} [${((performance.now() - startedMs) / 1000).toFixed(1)} s]`);
}

function run() {
  const child = spawn(node, ["--require", "ts-node/register/transpile-only", ...COMMANDS[command], ...args], {
    cwd: ROOT,
    stdio: "inherit",
  });
  // The terminal sends Ctrl-C to the whole group: the command ends itself, cleanly, and this waits for it.
  for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) =>
    process.exit(signal ? 128 + ({ SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 1) : code),
  );
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
