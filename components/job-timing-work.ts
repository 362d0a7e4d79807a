import { isDeepStrictEqual } from "node:util";
import type * as pulumi from "@pulumi/pulumi";
import type { HeatRequest, WaitTools } from "../observe/heat-request";
import type { HeatTiming } from "../observe/heat-timing";
import { packed } from "../observe/packed-pods";
import { readAgain } from "../observe/read-again";
import { realTools, timeHeat } from "../observe/time-heat";
import { isSpent, startQueue } from "../observe/wait/queue-pod";
import type { MadeQueue, QueueRequest } from "../observe/wait/queue-pod";
import { withQueue } from "../observe/wait/queue-use";
import { liveLine } from "./live-line";

/** What the resource is given, as the provider sees it. */
export interface JobTimingInputs extends HeatRequest {
  /** A file's path or a kubeconfig's content; never echoed into the outputs. */
  readonly kubeconfig?: string;
  readonly context?: string;
  /** Name and UID of the Pod that serves the heat's queue. */
  readonly queuePod?: string;
  readonly queueUid?: string;
  /** URN of the resource, in whose row the progress is shown: the engine does not tell it to a provider. */
  readonly row?: string;
  /** Of this code: it shows an edit, which the small provider does not. */
  readonly workHash?: string;
  /** The serialised provider itself, which the engine keeps with the resource. */
  readonly __provider?: string;
}

export interface JobTimingOutputs extends Omit<JobTimingInputs, "kubeconfig"> {
  readonly timing: HeatTiming;
}

/** What a change of each input means for a heat that was recorded. `ours` is looked at apart, or not at all. */
const ON_CHANGE = {
  lane: "race again",
  round: "race again",
  run: "race again",
  container: "read again",
  itemPattern: "read again",
  namespace: "update only",
  job: "update only",
  uid: "update only",
  stack: "update only",
  kind: "update only",
  part: "update only",
  queuePod: "update only",
  queueUid: "update only",
  parallelism: "update only",
  completions: "update only",
  items: "update only",
  timeoutSeconds: "update only",
  context: "update only",
  row: "update only",
  workHash: "update only",
  __provider: "update only",
  // Not among the outputs, so there is nothing to compare it with.
  kubeconfig: "not seen",
} as const satisfies Record<keyof JobTimingInputs, "race again" | "read again" | "update only" | "not seen">;

/** Waits for the Job's end, times the heat, and shows how it goes. */
export async function create(inputs: JobTimingInputs): Promise<pulumi.dynamic.CreateResult<JobTimingOutputs>> {
  const { namespace, queuePod: pod = "", queueUid } = inputs;
  const queue = queueUid === undefined ? undefined : { namespace, pod, uid: queueUid };
  const timing = await onCluster(inputs, (tools) => withQueue(tools, inputs, queue, () => timeHeat(tools, inputs)));
  return { id: inputs.uid, outs: outputs(inputs, timing) };
}

/** A finished heat is a record: only another pattern or container asks the cluster again, for what is left of it there. */
export async function update(
  olds: JobTimingOutputs,
  news: JobTimingInputs,
): Promise<pulumi.dynamic.UpdateResult<JobTimingOutputs>> {
  const isOther = changed("read again", olds, news).length > 0;
  const timing = isOther ? await onCluster(news, (tools) => readAgain(tools, news, olds.timing)) : olds.timing;
  return { outs: outputs(news, timing) };
}

async function onCluster(
  inputs: JobTimingInputs,
  work: (tools: WaitTools) => Promise<HeatTiming>,
): Promise<HeatTiming> {
  const tools = await toolsFor(inputs);
  try {
    return packed(await work(tools));
  } finally {
    tools.api.close();
  }
}

export function diff(olds: JobTimingOutputs, news: JobTimingInputs): pulumi.dynamic.DiffResult {
  const replaces: string[] = changed("race again", olds, news);
  // A Job that failed was raced again under another UID; the engine may know the heat by either.
  if (news.uid !== olds.uid && news.uid !== olds.timing.uid) replaces.push("uid");
  const isKept = ["read again", "update only"] as const;
  const changes = replaces.length > 0 || isKept.some((what) => changed(what, olds, news).length > 0);
  return { changes, replaces, stables: ["timing"], deleteBeforeReplace: false };
}

/** Numbers may come back from the state as they went in; absent and empty are the same. */
function changed(
  what: "race again" | "read again" | "update only",
  olds: JobTimingOutputs,
  news: JobTimingInputs,
): string[] {
  const [before, now] = [olds, news].map((values) => new Map<string, unknown>(Object.entries(values)));
  return Object.entries(ON_CHANGE)
    .filter(([key, meaning]) => meaning === what && (before?.get(key) ?? "") !== (now?.get(key) ?? ""))
    .map(([key]) => key);
}

async function toolsFor({ kubeconfig, context, row }: Pick<JobTimingInputs, "kubeconfig" | "context" | "row">) {
  const source = { ...(kubeconfig !== undefined && { kubeconfig }), ...(context !== undefined && { context }) };
  return realTools(source, await liveLine(row ?? ""));
}

/** What the Pod of a queue is made of. */
export interface QueuePodInputs extends QueueRequest {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly workHash?: string;
  readonly __provider?: string;
}

export interface QueuePodOutputs extends Omit<QueuePodInputs, "kubeconfig">, MadeQueue {
  readonly address: string;
}

/** Makes the Pod and waits until it is ready. */
export async function createQueue(inputs: QueuePodInputs): Promise<pulumi.dynamic.CreateResult<QueuePodOutputs>> {
  const tools = await toolsFor(inputs);
  try {
    const made = await startQueue(tools, inputs);
    return { id: made.uid, outs: queueOutputs(inputs, made) };
  } finally {
    tools.api.close();
  }
}

export function updateQueue(olds: QueuePodOutputs, news: QueuePodInputs): pulumi.dynamic.UpdateResult<QueuePodOutputs> {
  return { outs: queueOutputs(news, olds) };
}

/** Another Pod is needed where it is asked for, and after a heat that failed: that one's queue is not full any more. */
export async function diffQueue(olds: QueuePodOutputs, news: QueuePodInputs): Promise<pulumi.dynamic.DiffResult> {
  const asked = (["namespace", "metadata", "spec"] as const).filter((key) => !isDeepStrictEqual(olds[key], news[key]));
  const replaces: string[] = asked.length > 0 ? asked : (await hasFailed(olds, news)) ? ["pod"] : [];
  const edited = news.workHash !== olds.workHash || news.__provider !== olds.__provider;
  const stables = replaces.length > 0 ? [] : ["pod", "uid", "address"];
  return { changes: replaces.length > 0 || edited, replaces, stables, deleteBeforeReplace: false };
}

async function hasFailed(olds: QueuePodOutputs, news: QueuePodInputs): Promise<boolean> {
  const tools = await toolsFor(news);
  try {
    return await isSpent(tools, olds);
  } finally {
    tools.api.close();
  }
}

function queueOutputs(inputs: QueuePodInputs, { pod, uid, address }: MadeQueue & { address: string }): QueuePodOutputs {
  const kept: { -readonly [Key in keyof QueuePodInputs]: QueuePodInputs[Key] } = { ...inputs };
  delete kept.kubeconfig;
  return { ...kept, pod, uid, address };
}

function outputs(inputs: JobTimingInputs, timing: HeatTiming): JobTimingOutputs {
  const kept: { -readonly [Key in keyof JobTimingInputs]: JobTimingInputs[Key] } = { ...inputs };
  delete kept.kubeconfig;
  return { ...kept, timing };
}
