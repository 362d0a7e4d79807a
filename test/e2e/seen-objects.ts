import { execa } from "execa";
import type { PulumiProcess, Stack } from "./stack";

/** What the tests ask of a Job or a pod. */
export interface SeenObject {
  readonly metadata: { readonly name: string; readonly uid: string };
  readonly spec: { readonly suspend?: boolean; readonly schedulingGates?: readonly unknown[] };
  readonly status: { readonly phase?: string; readonly active?: number; readonly startTime?: string };
  /** Of an event. */
  readonly reason?: string;
  readonly count?: number;
}

export async function kubectlJson(stack: Stack, namespace: string, ...what: string[]): Promise<unknown> {
  return JSON.parse(await stack.kubectl("get", ...what, "--namespace", namespace, "--output", "json"));
}

export async function create(stack: Stack, namespace: string, object: object): Promise<void> {
  const args = ["create", "--namespace", namespace, "--filename", "-"];
  await execa("kubectl", args, { env: stack.env, input: JSON.stringify(object) });
}

/** Where to look for the objects of a race's lane, and the update that makes them. */
export interface LaneInRace {
  readonly stack: Stack;
  readonly namespace: string;
  readonly lane: string;
  readonly up: PulumiProcess;
}

/** Waits until the lane has an object of that kind that is as wanted; fails if the update ends before. */
export async function untilSeen(
  { stack, namespace, lane, up }: LaneInRace,
  kind: "jobs" | "pods" | "events",
  isWanted: (object: SeenObject) => boolean,
): Promise<SeenObject> {
  const ended = up.then(() => true);
  const selector = kind === "events" ? [] : ["--selector", `job-race/lane=${lane}`];
  for (;;) {
    const { items } = (await kubectlJson(stack, namespace, kind, ...selector)) as { items: SeenObject[] };
    const found = items.find(isWanted);
    if (found) return found;
    if (await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 200, false))])) {
      throw new Error(`Expected to see ${kind} of lane ${lane}, but the update has ended:\n${(await up).all}`);
    }
  }
}
