import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { execa } from "execa";
import { analyse } from "../analysis/analyse";
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
} from "../sandbox/scale/simulated";
import { toolFolder } from "../sandbox/toolchain/build";
import { kwokTool } from "../sandbox/toolchain/catalogue";
import { checkRequirements, findTool, sandboxSteps } from "./run/prepare";
import type { WaitCost } from "./scale-wait";
import { interrupted, main } from "./run/session";
import { runSteps } from "./run/steps";

const TIMEOUT_SECONDS = 1_800;

const program = new Command("npm run scale --")
  .description(
    "What waiting for one Job of very many pods costs: on simulated nodes, beside `kubectl wait` for the same Job.",
  )
  .option("--pods <number>", "how many pods the Job needs", count, 10_000)
  .option("--parallelism <number>", "how many of them at a time", count, 1_000)
  .parse();

const places = placesOf("scale");

void main(async () => {
  const { pods, parallelism } = program.opts<{ pods: number; parallelism: number }>();
  await checkRequirements(true);
  await remove(places);
  let kwok = "";
  const simulator = {
    title: "The simulator of nodes",
    usualSeconds: kwokTool.cpuSeconds,
    run: async (say: (line: string) => void) => {
      kwok = await toolFolder(kwokTool, say, interrupted);
      return undefined;
    },
  };
  try {
    await runSteps([simulator, ...(await sandboxSteps(places, { tools: {} }))]);
    const run = { places, kwok, kubectl: (await findTool("kubernetes")) ?? "", signal: interrupted };
    const { stop } = await startSimulator(run);
    try {
      const nodes = await makeNodes(run, parallelism);
      console.log(
        `${pods} pods, ${parallelism} at a time, on ${nodes} simulated nodes. Controllers may make ${String(places.requestsPerSecond)} requests/s here, instead of 20.`,
      );
      const uid = await createJob(run, pods, parallelism);
      const [ours, kubectlMs] = await Promise.all([
        ourWait({ pods, parallelism, uid }),
        kubectl(run, ["wait", "--for=condition=complete", `job/${jobName}`, `--timeout=${TIMEOUT_SECONDS}s`]).then(() =>
          Date.now(),
        ),
      ]);
      for (const line of figures(ours, kubectlMs)) console.log(line);
    } finally {
      await stop();
    }
  } finally {
    await remove(places);
  }
});

async function ourWait(job: {
  pods: number;
  parallelism: number;
  uid: string;
}): Promise<WaitCost & { endedMs: number }> {
  const request = {
    namespace,
    job: jobName,
    uid: job.uid,
    stack: "scale",
    lane: "scale",
    round: 1,
    run: "1",
    parallelism: job.parallelism,
    completions: job.pods,
    items: job.pods,
    container: containerName,
    itemPattern: "Item done",
    timeoutSeconds: TIMEOUT_SECONDS,
  };
  const script = join(projectRoot, "commands", "scale-wait.ts");
  const { stdout } = await execa(
    process.execPath,
    ["--require", "ts-node/register/transpile-only", script, places.kubeconfig, JSON.stringify(request)],
    { cwd: projectRoot, stderr: "inherit", cancelSignal: interrupted, maxBuffer: 100_000_000 },
  );
  return { ...(JSON.parse(stdout) as WaitCost), endedMs: Date.now() };
}

function figures({ timing, endedMs, ...cost }: WaitCost & { endedMs: number }, kubectlMs: number): string[] {
  const seenMs = cost.startedMs + (timing.observedSeconds ?? NaN) * 1_000;
  const before = process.cpuUsage();
  const { heats } = analyse({ heats: [timing] });
  const { user, system } = process.cpuUsage(before);
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`;
  return [
    `Duration                          ${timing.durationSeconds} s, ${((timing.completions ?? NaN) / timing.durationSeconds).toFixed(0)} pods/s`,
    `end, seen after \`kubectl wait\`    ${seconds(seenMs - kubectlMs)}`,
    `heat recorded after its end       ${seconds(endedMs - seenMs)}`,
    `CPU of the wait                   ${cost.cpuSeconds.toFixed(2)} s`,
    `peak memory of the wait           ${(cost.peakMemoryBytes / 1e6).toFixed(0)} MB`,
    `requests                          ${cost.requests}`,
    `record in the state               ${(JSON.stringify(timing).length / 1e6).toFixed(3)} MB`,
    `analyse of it                     ${((user + system) / 1e6).toFixed(2)} s of CPU, ${heats[0]?.pods?.length ?? 0} pods`,
  ];
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Expected a whole number from 1 on.");
  return value;
}
