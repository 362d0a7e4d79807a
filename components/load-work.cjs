/**
 * What the small provider in a stack's state loads from the project's folder: the work of `JobTiming` and `QueuePod`. This file is
 * plain JavaScript, because it is what makes the TypeScript beside it loadable, in one piece and once a process.
 */
const { execFileSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { Module } = require("node:module");
const { join } = require("node:path");

/** @type {typeof import("./job-timing-work") | undefined} */
let loaded;

/**
 * The functions of `job-timing-work` for a heat, or for a heat's queue.
 *
 * @param {"heat" | "queue"} kind
 */
exports.work = (kind) => {
  const compiled = join(__dirname, "job-timing-work.js");
  loaded ??= existsSync(compiled) ? require(compiled) : built(join(__dirname, "job-timing-work.ts"));
  return loaded.works[kind];
};

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
  const work = new Module(file);
  work.paths = Module._nodeModulePaths(__dirname);
  work._compile(text, file);
  return work.exports;
}
