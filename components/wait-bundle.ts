import { join } from "node:path";
import { buildSync } from "esbuild";
import type * as TimeHeat from "../observe/time-heat";

/**
 * All of `observe/` as one piece of JavaScript, for the process of the dynamic provider. Pulumi could carry functions
 * there too, by serialising whatever they reach: that takes a second, three times the space in the state of every heat, and
 * allows no class and no module's state.
 */
export const waitBundle = bundle("observe/time-heat.ts");

function bundle(entry: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, "..", entry)],
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    target: "node22",
    minify: true,
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}

/** Runs the bundle. Its packages are the project's, in whose folder the engine starts the provider. */
export async function loadWait(code: string): Promise<typeof TimeHeat> {
  const { Module } = await import("node:module");
  const file = `${process.cwd()}/job-timing-wait.js`;
  const wait = new Module(file) as LoadedModule;
  // The cast: Node's types leave this function out, as they do `_compile` below.
  wait.paths = (Module as unknown as { _nodeModulePaths: (folder: string) => string[] })._nodeModulePaths(
    process.cwd(),
  );
  wait._compile(code, file);
  return wait.exports as typeof TimeHeat;
}

/** What Node's own loader does with a file's text; not in its types, but what `require-from-string` stands on. */
type LoadedModule = InstanceType<typeof import("node:module").Module> & {
  _compile: (code: string, file: string) => void;
};
