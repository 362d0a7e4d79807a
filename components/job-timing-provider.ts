import { existsSync } from "node:fs";
import { dirname, extname, join, relative, sep } from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type * as Work from "./job-timing-work";
import type { JobTimingInputs, JobTimingOutputs, QueueReadyInputs, QueueReadyOutputs } from "./job-timing-work";

/**
 * What Pulumi keeps with every heat, twice, and runs in a process of its own: so it is small, and only loads the work from
 * the project's folder. Its functions use nothing but their inputs, plain functions and constants, and modules that are loaded
 * inside them. Deleting and reading back need none: what is deleted is a record, what is read is what was recorded.
 */
export const jobTimingProvider: pulumi.dynamic.ResourceProvider<JobTimingInputs, JobTimingOutputs> = {
  create: async (inputs) => (await loadWork()).create(inputs),
  update: async (_id, olds, news) => (await loadWork()).update(olds, news),
  diff: async (_id, olds, news) => (await loadWork()).diff(olds, news),
};

/** The same for the wait for a queue, which is kept with its Pod's address. */
export const queueReadyProvider: pulumi.dynamic.ResourceProvider<QueueReadyInputs, QueueReadyOutputs> = {
  create: async (inputs) => (await loadWork()).createQueue(inputs),
  update: async (_id, olds, news) => (await loadWork()).updateQueue(olds, news),
  diff: async (_id, olds, news) => (await loadWork()).diffQueue(olds, news),
};

const PACKAGE = "job-race";
/** From the package's folder; a package may be compiled into a folder in it. */
const WORK = workInPackage();

/**
 * The work, in one piece, from the folder in which the engine starts the provider. The package is that folder or one above
 * it, or is installed in one of them. Built once a process, by the warm-up: no heat that counts should pay for it.
 */
async function loadWork(): Promise<typeof Work> {
  const { existsSync: has, realpathSync } = await import("node:fs");
  const path = await import("node:path");
  const { Module } = (await import("node:module")) as unknown as { Module: ModuleLoader };
  const loaded = globalThis as { jobRaceWork?: typeof Work };
  if (loaded.jobRaceWork) return loaded.jobRaceWork;
  const places = (folder: string): string[] => [
    `${folder}/${WORK}`,
    `${folder}/node_modules/${PACKAGE}/${WORK}`,
    ...(folder === path.dirname(folder) ? [] : places(path.dirname(folder))),
  ];
  const found = places(process.cwd()).find((file) => has(file));
  if (found === undefined) {
    throw new Error(
      `Expected ${WORK} of the package ${PACKAGE} in or above ${process.cwd()}, got none.\nNext: run \`npm ci\` there, then \`pulumi up\` again.`,
    );
  }
  const file = realpathSync(found);
  const require = Module.createRequire(file);
  const esbuild = require("esbuild");
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [file],
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node22",
    minify: true,
    write: false,
  });
  const work = new Module(file);
  work.paths = Module._nodeModulePaths(path.dirname(file));
  work._compile(outputFiles[0]?.text ?? "", file);
  return (loaded.jobRaceWork = work.exports);
}

function workInPackage(): string {
  let root = __dirname;
  while (!existsSync(join(root, "package.json")) && root !== dirname(root)) root = dirname(root);
  return join(relative(root, __dirname), `job-timing-work${extname(__filename)}`).replaceAll(sep, "/");
}

/** What Node's own loader does with a file's text; not in its types, but what `require-from-string` stands on. */
interface ModuleLoader {
  new (file: string): { paths: string[]; exports: typeof Work; _compile: (code: string, file: string) => void };
  readonly _nodeModulePaths: (folder: string) => string[];
  readonly createRequire: (file: string) => (name: "esbuild") => typeof import("esbuild");
}
