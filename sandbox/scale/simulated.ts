import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { SandboxPlaces } from "../places";
import { stages } from "./stages";

const LABEL = "job-race/simulated";
const PODS_PER_NODE = 1_000;

/** A cluster whose nodes are simulated, and the Job that runs on them. */
export interface SimulatedRun {
  readonly places: SandboxPlaces;
  /** Folders of the simulator and of kubectl. */
  readonly kwok: string;
  readonly kubectl: string;
  readonly signal: AbortSignal;
}

/** Starts the simulator; it ends with `stop`, or with this process. */
export async function startSimulator({ places, kwok, signal }: SimulatedRun): Promise<{ stop: () => Promise<void> }> {
  const config = join(places.config, "stages.yaml");
  await mkdir(places.config, { recursive: true });
  await writeFile(config, stages.map((stage) => JSON.stringify(stage)).join("\n---\n"));
  const process = execa(
    join(kwok, "kwok"),
    [
      `--kubeconfig=${places.kubeconfig}`,
      `--config=${config}`,
      `--manage-nodes-with-label-selector=${LABEL}=true`,
      "--node-lease-duration-seconds=40",
      "--node-ip=127.0.0.1",
    ],
    {
      cancelSignal: signal,
      reject: false,
      stdout: { file: join(places.logs, "kwok.log") },
      stderr: { file: join(places.logs, "kwok.log"), append: true },
    },
  );
  return {
    stop: async () => {
      process.kill("SIGKILL");
      await process;
    },
  };
}

/** Makes nodes enough for so many pods at once, and returns how many they are. */
export async function makeNodes(run: SimulatedRun, podsAtOnce: number): Promise<number> {
  const count = Math.max(1, Math.ceil((podsAtOnce * 2) / PODS_PER_NODE)) + 9;
  const room = { cpu: "1000", memory: "4000Gi", pods: String(PODS_PER_NODE) };
  const items = Array.from({ length: count }, (_, index) => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: `simulated-${index}`, labels: { [LABEL]: "true" } },
    status: { allocatable: room, capacity: room },
  }));
  await apply(run, { apiVersion: "v1", kind: "List", items });
  return count;
}

/** Creates the Job, and returns its UID. */
export async function createJob(run: SimulatedRun, pods: number, podsAtOnce: number): Promise<string> {
  const job = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: jobName, namespace, labels: { "job-race/stack": "scale" } },
    spec: {
      completions: pods,
      parallelism: podsAtOnce,
      template: {
        spec: {
          restartPolicy: "Never",
          nodeSelector: { [LABEL]: "true" },
          containers: [{ name: containerName, image: "simulated" }],
        },
      },
    },
  };
  await apply(run, job);
  const { stdout } = await kubectl(run, ["get", "job", jobName, "--output", "jsonpath={.metadata.uid}"]);
  return stdout;
}

export const namespace = "default";
export const jobName = "scale";
export const containerName = "work";

/** `kubectl` on the sandbox; rejects if it fails. */
export function kubectl({ places, kubectl: folder, signal }: SimulatedRun, args: readonly string[], input = "") {
  return execa(join(folder, "kubectl"), [`--kubeconfig=${places.kubeconfig}`, `--namespace=${namespace}`, ...args], {
    // What it learns of the API would else stay in the user's home.
    env: { KUBECACHEDIR: join(places.root, "kubectl-cache") },
    input,
    cancelSignal: signal,
  });
}

async function apply(run: SimulatedRun, object: object): Promise<void> {
  await kubectl(run, ["create", "--filename", "-"], JSON.stringify(object));
}
