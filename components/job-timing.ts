import * as pulumi from "@pulumi/pulumi";
import type { HeatTiming } from "../observe/heat-timing";
import { type PackedTiming, unpacked } from "../observe/packed-timing";
import { heatOf, type HeatTimingArgs, type JobTimingArgs } from "./job-to-time";
import { KeptResource, kubeconfigInput } from "./kept-resource";
import { workHash } from "./work-hash";

const hash = workHash();

/**
 * Waits until a Job is complete and keeps what was observed of it.
 *
 * It owns nothing in the cluster: deleting it deletes a record. A Job that fails, vanishes or takes too long fails the
 * deployment with a named reason, and the next `pulumi up` races it again.
 */
export class JobTiming extends KeptResource {
  /** As it was observed; the state keeps it packed. */
  declare readonly timing: pulumi.Output<HeatTiming>;

  constructor(name: string, args: JobTimingArgs | HeatTimingArgs, opts?: pulumi.CustomResourceOptions) {
    const { kubeconfig, context, ...heat } = "uid" in args ? args : heatOf(name, args);
    // What reads a stack finds the heats by their type: what fills a queue is none.
    const type = "part" in heat ? "QueueFilled" : "JobTiming";
    // Where the provider's progress is shown: a provider is not told for which resource it works.
    const row = pulumi.createUrn(name, `pulumi-nodejs:dynamic:${type}`, opts?.parent);
    const cluster = { ...kubeconfigInput(kubeconfig), ...(context !== undefined && { context }) };
    const props = { heat: { ...heat, row }, ...cluster, workHash: hash, timing: undefined };
    super(type, "heat", name, props, opts);
    const kept = this.timing as unknown as pulumi.Output<PackedTiming>;
    this.timing = kept.apply(unpacked);
  }
}
