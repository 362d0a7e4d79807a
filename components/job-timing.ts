import * as pulumi from "@pulumi/pulumi";
import type { HeatTiming } from "../observe/heat-timing";
import { unpacked } from "../observe/packed-pods";
import { jobTimingProvider } from "./job-timing-provider";
import { heatOf, type HeatTimingArgs, type JobTimingArgs } from "./job-to-time";
import { workHash } from "./work-hash";

const hash = workHash();

/**
 * Waits until a Job is complete and keeps what was observed of it.
 *
 * It owns nothing in the cluster: deleting it deletes a record. A Job that fails, vanishes or takes too long fails the
 * deployment with a named reason, and the next `pulumi up` races it again.
 */
export class JobTiming extends pulumi.dynamic.Resource {
  /** With its pods as they were observed, which the state keeps packed. */
  declare readonly timing: pulumi.Output<HeatTiming>;

  constructor(name: string, args: JobTimingArgs | HeatTimingArgs, opts?: pulumi.CustomResourceOptions) {
    const { kubeconfig, ...rest } = "uid" in args ? args : heatOf(name, args);
    const secret = kubeconfig === undefined ? {} : { kubeconfig: pulumi.secret(kubeconfig) };
    // What reads a stack finds the heats by their type: what fills a queue is none.
    const type = "part" in rest ? "QueueFilled" : "JobTiming";
    // Where the provider's progress is shown: a provider is not told for which resource it works.
    const row = pulumi.createUrn(name, `pulumi-nodejs:dynamic:${type}`, opts?.parent);
    const props = { ...rest, ...secret, row, workHash: hash, timing: undefined };
    const secretOutputs = pulumi.mergeOptions(opts, { additionalSecretOutputs: ["kubeconfig"] });
    super(jobTimingProvider, name, props, secretOutputs, undefined, type);
    this.timing = this.timing.apply(unpacked);
  }
}
