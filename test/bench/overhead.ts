/**
 * What `pulumi up` costs beside the Jobs themselves: wall time minus the sum of their Durations, for this program and for
 * one that has the same two Jobs and the provider's own await, in pairs.
 *
 * The other program is set up as `pulumi new` does it, which checks its types at each update. With `tuned` it gets what
 * makes this one start faster in the sandbox: no check, and Node's compile cache.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { median } from "simple-statistics";
import { remove } from "../../sandbox/cluster/down";
import { workloadImage } from "../../sandbox/cluster/images";
import { interrupted, main } from "../../commands/run/session";
import { placesOf, projectRoot } from "../../sandbox/places";
import { ensureStack, workspaceOf, writeSettings } from "../../sandbox/pulumi/workspace";
import { bringUp, newStackFolder, toolsFor } from "../e2e/sandbox";

const pairs = Number(process.argv[2] ?? 5);
const isTuned = process.argv.includes("tuned");
const places = placesOf("bench");

void main(async () => {
  await bringUp(places);
  try {
    const ratios: number[] = [];
    for (let pair = 1; pair <= pairs; pair += 1) {
      interrupted.throwIfAborted();
      const ours = await overheadSeconds(projectRoot);
      const theirs = await overheadSeconds(join(__dirname, "await-only"));
      ratios.push(ours / theirs);
      console.log(
        `pair ${pair}: job-race ${ours.toFixed(2)} s, await only ${theirs.toFixed(2)} s, ratio ${(ours / theirs).toFixed(2)}`,
      );
    }
    console.log(`median ratio of ${pairs} pairs: ${median(ratios).toFixed(2)}`);
  } finally {
    await remove(places);
  }
});

/** One fresh stack: `up` timed from outside, then destroyed. */
async function overheadSeconds(program: string): Promise<number> {
  const folder = await newStackFolder();
  const workspace = await workspaceOf(folder, await toolsFor(places));
  if (program === projectRoot) {
    await ensureStack(workspace);
    const image = { "job-race:image": workloadImage, "job-race:imagePullPolicy": "IfNotPresent" };
    await writeSettings(workspace, { ...image, "job-race:warmup": false });
  } else {
    await ensureStack(workspace, "await-only");
  }
  const { PULUMI_NODEJS_TRANSPILE_ONLY: fast = "", NODE_COMPILE_CACHE: cache = "", ...plain } = workspace.env;
  const speedUps = { PULUMI_NODEJS_TRANSPILE_ONLY: fast, NODE_COMPILE_CACHE: cache };
  const env = { ...plain, BENCH_IMAGE: workloadImage, ...(program === projectRoot || isTuned ? speedUps : {}) };
  const pulumi = (...args: string[]) => execa("pulumi", [...args, "--yes", "--skip-preview"], { cwd: program, env });
  try {
    const startedMs = performance.now();
    await pulumi("up");
    const wallSeconds = (performance.now() - startedMs) / 1_000;
    return wallSeconds - (await sumOfDurations(env));
  } finally {
    await pulumi("destroy").finally(() => rm(folder, { recursive: true, force: true }));
  }
}

async function sumOfDurations(env: Readonly<Record<string, string>>): Promise<number> {
  const { stdout } = await execa("kubectl", ["get", "jobs", "--all-namespaces", "--output", "json"], { env });
  const { items } = JSON.parse(stdout) as { items: { status: { startTime: string; completionTime: string } }[] };
  if (items.length !== 2) throw new Error(`Expected two Jobs, got ${items.length}.`);
  return items.reduce(
    (sum, { status }) => sum + (Date.parse(status.completionTime) - Date.parse(status.startTime)) / 1_000,
    0,
  );
}
