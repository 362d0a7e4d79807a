import * as pulumi from "@pulumi/pulumi";
import type { HeatTiming } from "../observe/heat-timing";
import type { LaneKindName } from "../plan/lane-kind";
import { jobTimingProvider } from "./job-timing-provider";
import { workHash } from "./work-hash";

/** What {@link JobTiming} needs to know. */
export interface JobTimingArgs {
  /**
   * The kubeconfig's path or content; kept as a secret.
   *
   * @default KUBECONFIG, `~/.kube/config` or the pod's own service account
   */
  readonly kubeconfig?: pulumi.Input<string> | undefined;
  /** @default the kubeconfig's current context */
  readonly context?: pulumi.Input<string> | undefined;
  readonly namespace: pulumi.Input<string>;
  /** Name of the Job. */
  readonly job: pulumi.Input<string>;
  /** `metadata.uid` of the Job: the wait is for this one and for no other of its name. */
  readonly uid: pulumi.Input<string>;
  /** Value of the label `job-race/stack` on every Job of the stack. */
  readonly stack: pulumi.Input<string>;
  readonly lane: pulumi.Input<string>;
  readonly round: pulumi.Input<number>;
  readonly run: pulumi.Input<string>;
  /** @default "split" */
  readonly kind?: pulumi.Input<LaneKindName> | undefined;
  readonly parallelism: pulumi.Input<number>;
  /** Absent for a queue. */
  readonly completions?: pulumi.Input<number> | undefined;
  readonly items: pulumi.Input<number>;
  /** Name of the container whose log and times count. */
  readonly container: pulumi.Input<string>;
  /** Regular expression of the log line that marks a finished item. */
  readonly itemPattern: pulumi.Input<string>;
  /** Deadline of the heat, in seconds. */
  readonly timeoutSeconds: pulumi.Input<number>;
}

const hash = workHash();

/**
 * Waits until a Job is complete and keeps what was observed of it.
 *
 * It owns nothing in the cluster: deleting it deletes a record. A Job that fails, vanishes or takes too long fails the
 * deployment with a named reason, and the next `pulumi up` races it again.
 */
export class JobTiming extends pulumi.dynamic.Resource {
  declare readonly timing: pulumi.Output<HeatTiming>;

  constructor(name: string, args: JobTimingArgs, opts?: pulumi.CustomResourceOptions) {
    const { kubeconfig, ...rest } = args;
    const secret = kubeconfig === undefined ? {} : { kubeconfig: pulumi.secret(kubeconfig) };
    // Where the provider's progress is shown: a provider is not told for which resource it works.
    const row = pulumi.createUrn(name, "pulumi-nodejs:dynamic:JobTiming", opts?.parent);
    const props = { ...rest, ...secret, row, workHash: hash, timing: undefined };
    const secretOutputs = pulumi.mergeOptions(opts, { additionalSecretOutputs: ["kubeconfig"] });
    super(jobTimingProvider, name, props, secretOutputs, undefined, "JobTiming");
  }
}
