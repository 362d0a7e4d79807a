import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { build } from "esbuild";
import { execa } from "execa";
import { remove } from "../sandbox/cluster/down";
import { placesOf, projectRoot } from "../sandbox/places";
import {
  containerName,
  createJob,
  jobName,
  kubectl,
  makeNodes,
  namespace,
  startSimulator,
  type SimulatedRun,
} from "../sandbox/scale/simulated";
import { toolFolder } from "../sandbox/toolchain/build";
import { kwokTool } from "../sandbox/toolchain/catalogue";
import { checkRequirements, findTool, sandboxSteps } from "./run/prepare";
import { costOf, costTable } from "./run/scale-cost";
import type { WaitCost } from "./scale-wait";
import { exclusively, interrupted, main } from "./run/session";
import { runSteps } from "./run/steps";

const TIMEOUT_SECONDS = 1_800;

const program = new Command("npm run scale --")
  .description(
    "What waiting for one Job of very many pods costs: on simulated nodes, beside `kubectl wait` for the same Job.",
  )
  .option("--pods <number>", "how many pods the Job needs", count, 10_000)
  .option("--parallelism <number>", "how many of them at a time", count, 1_000)
  .option("--rate <number>", "how many requests a second the controllers may make", count, 2_000)
  .option("--json", "print the figures as JSON, on the last line")
  .parse();

const { pods, parallelism, rate, json } = program.opts<{
  pods: number;
  parallelism: number;
  rate: number;
  json?: true;
}>();
const places = { ...placesOf("scale"), requestsPerSecond: rate };

void main(async () => {
  await checkRequirements(true);
  // `npm stop` removes what a killed command left, and must not take this for it.
  await exclusively(places.root, async () => {
    await remove(places);
    try {
      await measure();
    } finally {
      await remove(places);
    }
  });
});

async function measure(): Promise<void> {
  let kwok = "";
  const simulator = {
    title: "The simulator of nodes",
    usualSeconds: kwokTool.cpuSeconds,
    run: async (say: (line: string) => void) => {
      kwok = await toolFolder(kwokTool, say, interrupted);
      return undefined;
    },
  };
  await runSteps([simulator, ...(await sandboxSteps(places, { tools: {} }))]);
  const run = { places, kwok, kubectl: (await findTool("kubernetes")) ?? "", signal: interrupted };
  const { stop } = await startSimulator(run);
  try {
    const cost = costOf(await raceOfWaits(run));
    for (const line of costTable(cost)) console.log(line);
    if (json) console.log(JSON.stringify(cost));
  } finally {
    await stop();
  }
}

/** Our wait and kubectl's, for the same Job. */
async function raceOfWaits(run: SimulatedRun) {
  const nodes = await makeNodes(run, parallelism);
  console.log(
    `${pods} pods, ${parallelism} at a time, on ${nodes} simulated nodes. ` +
      `Controllers may make ${rate} requests/s here; Kubernetes lets them make 20.`,
  );
  const script = await waitScript();
  const uid = await createJob(run, pods, parallelism);
  const [ours, kubectlMs] = await Promise.all([
    ourWait(script, uid),
    kubectl(run, ["wait", "--for=condition=complete", `job/${jobName}`, `--timeout=${TIMEOUT_SECONDS}s`]).then(() =>
      Date.now(),
    ),
  ]);
  const { stdout } = await kubectl(run, ["get", "pods", "--output", "name"]);
  return { ...ours, pods, kubectlMs, podsThere: stdout.split("\n").length };
}

/** The wait as the provider has it: in one piece, for plain Node. */
async function waitScript(): Promise<string> {
  const outfile = join(projectRoot, "dist", "scale-wait.js");
  await mkdir(join(projectRoot, "dist"), { recursive: true });
  await build({
    entryPoints: [join(projectRoot, "commands", "scale-wait.ts")],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node22",
    minify: true,
  });
  return outfile;
}

async function ourWait(script: string, uid: string): Promise<WaitCost & { readonly endedMs: number }> {
  const request = {
    namespace,
    job: jobName,
    uid,
    stack: "scale",
    lane: "scale",
    round: 1,
    run: "1",
    parallelism,
    completions: pods,
    items: pods,
    container: containerName,
    itemPattern: "Item done",
    timeoutSeconds: TIMEOUT_SECONDS,
  };
  const { stdout } = await execa(process.execPath, [script, places.kubeconfig, JSON.stringify(request)], {
    cwd: projectRoot,
    stderr: "inherit",
    cancelSignal: interrupted,
    maxBuffer: 100_000_000,
  });
  return { ...(JSON.parse(stdout) as WaitCost), endedMs: Date.now() };
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Expected a whole number from 1 on.");
  return value;
}
