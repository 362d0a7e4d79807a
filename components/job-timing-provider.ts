import type * as pulumi from "@pulumi/pulumi";
import type { HeatRequest } from "../observe/heat-request";
import type { HeatTiming } from "../observe/heat-timing";
import { liveLine } from "./live-line";
import { loadWait, waitBundle } from "./wait-bundle";

/** What the resource is given, as the provider sees it. */
export interface JobTimingInputs extends HeatRequest {
  /** A file's path or a kubeconfig's content; never echoed into the outputs. */
  readonly kubeconfig?: string;
  readonly context?: string;
  /** The serialised provider itself, which the engine keeps with the resource. */
  readonly __provider?: string;
}

export interface JobTimingOutputs extends Omit<JobTimingInputs, "kubeconfig"> {
  readonly timing: HeatTiming;
}

/** A change of one of these is another heat. The Job's UID is compared apart. */
const IDENTITY = ["lane", "round", "run", "container", "itemPattern"] as const;

/** These, too, are kept up to date, but the record of the heat stays. */
const REST = [
  "namespace",
  "job",
  "uid",
  "stack",
  "kind",
  "parallelism",
  "completions",
  "items",
  "timeoutSeconds",
  "context",
  "__provider",
] as const;

/**
 * A finished heat is a record, not a live thing: only `create` talks to the cluster.
 *
 * Pulumi serialises this object with all that its functions reach, and runs it in a process of its own. So they use
 * nothing but their inputs, plain functions and constants, and modules that are loaded inside them.
 */
export const jobTimingProvider: pulumi.dynamic.ResourceProvider<JobTimingInputs, JobTimingOutputs> = {
  create: async (inputs) => {
    const { kubeconfig, context } = inputs;
    const source = { ...(kubeconfig !== undefined && { kubeconfig }), ...(context !== undefined && { context }) };
    const { realTools, timeHeat } = await loadWait(waitBundle);
    const tools = realTools(source, await liveLine());
    try {
      const timing = await timeHeat(tools, inputs);
      return { id: inputs.uid, outs: outputs(inputs, timing) };
    } finally {
      tools.api.close();
    }
  },
  read: (id, props) => Promise.resolve({ id, ...(props && { props }) }),
  update: (_id, olds, news) => Promise.resolve({ outs: outputs(news, olds.timing) }),
  diff: (_id, olds, news) => {
    const replaces: string[] = IDENTITY.filter((key) => !isSame(olds[key], news[key]));
    // A failed Job was raced anew under another UID; the engine may know the heat by either.
    if (news.uid !== olds.uid && news.uid !== olds.timing.uid) replaces.push("uid");
    const changes = replaces.length > 0 || REST.some((key) => !isSame(olds[key], news[key]));
    return Promise.resolve({ changes, replaces, stables: ["timing"], deleteBeforeReplace: false });
  },
  delete: () => Promise.resolve(),
};

function outputs(inputs: JobTimingInputs, timing: HeatTiming): JobTimingOutputs {
  const kept: { -readonly [Key in keyof JobTimingInputs]: JobTimingInputs[Key] } = { ...inputs };
  delete kept.kubeconfig;
  return { ...kept, timing };
}

/** Numbers may come back from the state as they went in; absent and empty are the same. */
function isSame(a: unknown, b: unknown): boolean {
  return (a ?? "") === (b ?? "");
}
