/**
 * What the small provider in a stack's state loads from the project's folder: the work of `JobTiming` and `QueueReady`. This file is
 * plain JavaScript, because it is what makes the TypeScript beside it loadable, in one piece and once a process.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

/** @type {typeof import("./job-timing-work") | undefined} */
let loaded;

/** The functions of `job-timing-work`. */
export function work() {
  const compiled = join(here, "job-timing-work.js");
  return (loaded ??= existsSync(compiled) ? require(compiled) : built(join(here, "job-timing-work.ts")));
}

/** As `require-from-string` does it, with what it imports beside it. The build is a process of its own, and its memory goes with it. */
function built(file) {
  const flags = [
    "--bundle",
    "--packages=external",
    "--platform=node",
    "--target=node22",
    "--minify",
    "--log-level=error",
  ];
  const esbuild = require.resolve("esbuild/bin/esbuild");
  // A script; npm may have put the program itself in its place, but not on Windows, where scripts need their interpreter.
  const [command, ...first] = process.platform === "win32" ? [process.execPath, esbuild] : [esbuild];
  const text = execFileSync(command, [...first, file, ...flags], { encoding: "utf8", maxBuffer: 10_000_000 });
  const module = new Module(file);
  module.paths = Module._nodeModulePaths(here);
  module._compile(text, file);
  return module.exports;
}
