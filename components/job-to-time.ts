import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { jobNumbers, type LaneKindName } from "../plan/lane-kind";
import { labelValue } from "../plan/labels";

/** What {@link JobTiming} needs to know of a heat. */
export interface HeatTimingArgs {
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
  /** The Job only fills a heat's queue: it is kept apart from the heats. */
  readonly part?: "fill";
  /** Name and UID of the Pod that serves the heat's queue: it is removed at the heat's end. */
  readonly queuePod?: pulumi.Input<string> | undefined;
  readonly queueUid?: pulumi.Input<string> | undefined;
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

/** What {@link JobTiming} needs to know of a Job that any program declared. */
export interface JobTimingArgs {
  /**
   * The Job. Let the provider only create it, with the annotation `pulumi.com/waitFor: jsonpath={.metadata.uid}`: otherwise
   * it waits too, and this resource finds a Job that has ended.
   */
  readonly job: kubernetes.batch.v1.Job;
  /** The kubeconfig's path or content; kept as a secret. @default KUBECONFIG, `~/.kube/config` or the pod's own account */
  readonly kubeconfig?: pulumi.Input<string> | undefined;
  /** @default the kubeconfig's current context */
  readonly context?: pulumi.Input<string> | undefined;
  /** The container whose log and times count. @default the first */
  readonly container?: pulumi.Input<string> | undefined;
  /** Regular expression of the log line that marks a finished item. @default none: no laps */
  readonly itemPattern?: pulumi.Input<string> | undefined;
  /** Items that the whole Job makes. @default one a pod */
  readonly items?: pulumi.Input<number> | undefined;
  /** Change it to time the Job again. @default "1" */
  readonly run?: pulumi.Input<string> | undefined;
  /** From the start of the wait to the Job's end. @default 600 */
  readonly timeoutSeconds?: pulumi.Input<number> | undefined;
}

/** The Job as a heat of its own: one lane, one round. */
export function heatOf(name: string, { job, ...args }: JobTimingArgs): HeatTimingArgs {
  const numbers = job.spec.apply(jobNumbers);
  const completions = numbers.apply((known) => known.completions);
  return {
    ...(args.kubeconfig !== undefined && { kubeconfig: args.kubeconfig }),
    ...(args.context !== undefined && { context: args.context }),
    namespace: job.metadata.namespace,
    job: job.metadata.name,
    uid: job.metadata.uid,
    stack: labelValue(pulumi.getStack()),
    lane: name,
    round: 1,
    run: args.run ?? "1",
    kind: numbers.apply(({ kind }) => kind ?? "split"),
    parallelism: numbers.apply(({ parallelism }) => parallelism ?? 1),
    completions: completions as pulumi.Output<number>,
    items: args.items ?? numbers.apply((known) => known.completions ?? 1),
    container: args.container ?? job.spec.apply(({ template }) => template.spec.containers[0]?.name ?? ""),
    itemPattern: args.itemPattern ?? "",
    timeoutSeconds: args.timeoutSeconds ?? 600,
  };
}
