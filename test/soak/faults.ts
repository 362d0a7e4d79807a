import type { SandboxPlaces } from "../../sandbox/places";
import { pidOf } from "../e2e/daemons";
import type { PulumiProcess, Stack } from "../e2e/stack";

/** What can be done to a race, each by its name in the tally. */
export const faultNames = [
  "none",
  "kill kube-apiserver",
  "kill kube-controller-manager",
  "kill kubelet",
  "kill containerd",
  "delete the Job",
  "delete a pod",
  "interrupt pulumi",
  "kill pulumi",
] as const;
export type FaultName = (typeof faultNames)[number];

/** The race that it is done to. */
export interface Scene {
  readonly places: SandboxPlaces;
  readonly stack: Stack;
  readonly up: PulumiProcess;
  /** Aborted when `up` has ended: nothing is left to do then. */
  readonly over: AbortSignal;
}

/** Errors of a wait that a fault may rightly lead to; none of the others may. */
export const expectedErrors: Partial<Record<FaultName, RegExp>> = { "delete the Job": /^(JobGone|JobReplaced)$/ };

/** Does it, a while after the race has begun, or after a pod of it runs. Whether there was still something to do it to. */
export async function strike(fault: FaultName, delayMs: number, scene: Scene): Promise<boolean> {
  const { places, stack, up, over } = scene;
  const pod = fault.startsWith("delete") ? await runningPod(scene) : undefined;
  // A pod does not run for long.
  await pause(pod === undefined ? delayMs : delayMs / 10, over);
  if (over.aborted) return false;
  const words = fault.split(" ");
  const last = words.at(-1) ?? "";
  switch (fault) {
    case "none":
      return true;
    case "interrupt pulumi":
      return up.kill("SIGINT");
    case "kill pulumi":
      return up.kill("SIGKILL");
    case "delete the Job":
      return pod !== undefined && deleted(stack, pod.namespace, `job/${pod.job}`);
    case "delete a pod":
      return pod !== undefined && deleted(stack, pod.namespace, `pod/${pod.name}`);
    default:
      return process.kill(await pidOf(last, places), "SIGKILL");
  }
}

interface PodSeen {
  readonly name: string;
  readonly namespace: string;
  readonly job: string;
}

async function runningPod({ stack, over }: Scene): Promise<PodSeen | undefined> {
  const columns =
    "jsonpath={range .items[*]}{.metadata.name} {.metadata.namespace} {.metadata.labels.job-name}{'\\n'}{end}";
  const all = ["--all-namespaces", "--selector=chapter=jobs", "--field-selector=status.phase=Running"];
  while (!over.aborted) {
    const text = await stack.kubectl("get", "pods", ...all, "--output", columns).catch(() => "");
    const [name, namespace, job] = text.split(/\s/);
    if (name && namespace && job) return { name, namespace, job };
    await pause(200, over);
  }
  return undefined;
}

async function deleted(stack: Stack, namespace: string, object: string): Promise<boolean> {
  const text = await stack
    .kubectl("delete", object, "--namespace", namespace, "--wait=false", "--ignore-not-found")
    .catch(() => "");
  return text.includes("deleted");
}

/** Ends early when the race is over. */
function pause(ms: number, over: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    over.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
    if (over.aborted) resolve();
  });
}
