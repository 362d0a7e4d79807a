import { isDeepStrictEqual } from "node:util";
import type * as pulumi from "@pulumi/pulumi";
import type { HeatRequest, WaitTools } from "../observe/heat-request";
import type { HeatTiming } from "../observe/heat-timing";
import { packed, type PackedTiming, unpacked } from "../observe/packed-timing";
import { readAgain } from "../observe/read-again";
import { realTools, timeHeat } from "../observe/time-heat";
import { isSpent, startQueue } from "../observe/wait/queue-pod";
import type { MadeQueue, QueueRequest } from "../observe/wait/queue-pod";
import { withQueue } from "../observe/wait/queue-use";
import { liveLine } from "./live-line";

/** What the resource is given, as the provider sees it. */
export interface JobTimingInputs {
  /** In one piece: the engine keeps with each input what it depends on. */
  readonly heat: HeatToTime;
  /** A file's path or a kubeconfig's content; no output has it. */
  readonly kubeconfig?: string;
  readonly context?: string;
  /** Of this code: it shows an edit, which the small provider does not. */
  readonly workHash?: string;
  /** The text of the small provider, which the engine keeps with the resource. */
  readonly __provider?: string;
}

export interface HeatToTime extends HeatRequest {
  /** Name and UID of the Pod that serves the heat's queue. */
  readonly queuePod?: string;
  readonly queueUid?: string;
  /** URN of the resource, in whose row the progress is shown: the engine does not tell it to a provider. */
  readonly row?: string;
}

/** The record, and what it was read by. What else the resource is given stays in its inputs: the engine keeps both. */
export interface JobTimingOutputs
  extends Pick<HeatToTime, "container" | "itemPattern">, Pick<JobTimingInputs, "workHash" | "__provider"> {
  /** Of the Job that the heat was begun with, where that failed and another was raced. */
  readonly uid?: string;
  readonly timing: PackedTiming;
}

type OnChange = "race again" | "read again" | "nothing";

/** What a change of each field means for a heat that was recorded. `uid` is looked at apart. */
const ON_CHANGE = {
  lane: "race again",
  round: "race again",
  run: "race again",
  container: "read again",
  itemPattern: "read again",
  // Of the rest, the record says what was raced; what else there is was only for the wait.
  namespace: "nothing",
  job: "nothing",
  uid: "nothing",
  stack: "nothing",
  kind: "nothing",
  part: "nothing",
  queuePod: "nothing",
  queueUid: "nothing",
  parallelism: "nothing",
  completions: "nothing",
  items: "nothing",
  timeoutSeconds: "nothing",
  row: "nothing",
} as const satisfies Record<keyof HeatToTime, OnChange>;

/** Waits for the Job's end, times the heat, and shows how it goes. */
async function create(inputs: JobTimingInputs): Promise<pulumi.dynamic.CreateResult<JobTimingOutputs>> {
  const { heat } = inputs;
  const { namespace, queuePod: pod = "", queueUid } = heat;
  const queue = queueUid === undefined ? undefined : { namespace, pod, uid: queueUid };
  const timing = await onCluster(inputs, (tools) => withQueue(tools, heat, queue, () => timeHeat(tools, heat)));
  return { id: heat.uid, outs: outputs(inputs, timing) };
}

/** A finished heat is a record: only another pattern or container asks the cluster again, for what is left of it there. */
async function update(
  olds: JobTimingOutputs,
  news: JobTimingInputs,
): Promise<pulumi.dynamic.UpdateResult<JobTimingOutputs>> {
  const isReadAgain = changed("read again", olds, news.heat).length > 0;
  const timing = isReadAgain
    ? await onCluster(news, (tools) => readAgain(tools, news.heat, unpacked(olds.timing)))
    : olds.timing;
  return { outs: outputs(news, timing) };
}

async function onCluster(
  inputs: JobTimingInputs,
  work: (tools: WaitTools) => Promise<HeatTiming>,
): Promise<PackedTiming> {
  const tools = await toolsFor(inputs, inputs.heat.row);
  try {
    const timing = await work(tools);
    // Of a warm-up nothing is recorded but that it has ended.
    return packed(timing.round === 0 ? { ...timing, pods: [] } : timing);
  } finally {
    tools.api.close();
  }
}

export function diff(olds: JobTimingOutputs, news: JobTimingInputs): pulumi.dynamic.DiffResult {
  const replaces: string[] = changed("race again", olds.timing, news.heat);
  // A Job that failed was raced again under another UID; the engine may know the heat by either.
  if (![olds.uid, olds.timing.uid].includes(news.heat.uid)) replaces.push("heat.uid");
  const isEdited = isOther(olds.workHash, news.workHash) || isOther(olds.__provider, news.__provider);
  const changes = replaces.length > 0 || isEdited || changed("read again", olds, news.heat).length > 0;
  return { changes, replaces, stables: ["timing"], deleteBeforeReplace: false };
}

/** The fields of this meaning that differ. */
function changed(what: OnChange, olds: object, news: HeatToTime): string[] {
  const [before, now] = [olds, news].map((values) => new Map<string, unknown>(Object.entries(values)));
  return Object.entries(ON_CHANGE)
    .filter(([key, meaning]) => meaning === what && isOther(before?.get(key), now?.get(key)))
    .map(([key]) => `heat.${key}`);
}

/** Numbers may come back from the state as they went in; absent and empty are the same. */
function isOther(before: unknown, now: unknown): boolean {
  return (before ?? "") !== (now ?? "");
}

async function toolsFor({ kubeconfig, context }: Pick<JobTimingInputs, "kubeconfig" | "context">, row = "") {
  const source = { ...(kubeconfig !== undefined && { kubeconfig }), ...(context !== undefined && { context }) };
  return realTools(source, await liveLine(row));
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
async function createQueue(inputs: QueuePodInputs): Promise<pulumi.dynamic.CreateResult<QueuePodOutputs>> {
  const tools = await toolsFor(inputs);
  try {
    const made = await startQueue(tools, inputs);
    return { id: made.uid, outs: queueOutputs(inputs, made) };
  } finally {
    tools.api.close();
  }
}

function updateQueue(olds: QueuePodOutputs, news: QueuePodInputs): pulumi.dynamic.UpdateResult<QueuePodOutputs> {
  return { outs: queueOutputs(news, olds) };
}

/** Another Pod is needed where it is asked for, and after a heat that failed: that one's queue is not full any more. */
async function diffQueue(olds: QueuePodOutputs, news: QueuePodInputs): Promise<pulumi.dynamic.DiffResult> {
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

function outputs({ heat, workHash }: JobTimingInputs, timing: PackedTiming): JobTimingOutputs {
  const { uid, container, itemPattern } = heat;
  const begun = uid === timing.uid ? {} : { uid };
  return { ...begun, container, itemPattern, ...(workHash !== undefined && { workHash }), timing };
}

/** What each kind of provider does. */
export const works = {
  heat: { create, update, diff },
  queue: { create: createQueue, update: updateQueue, diff: diffQueue },
};
