import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { heatManifest } from "../plan/heat-manifest";
import { annotations } from "../plan/labels";
import type { Heat as PlannedHeat } from "../plan/lane";
import type { ClusterConnection } from "./cluster-connection";
import { JobTiming } from "./job-timing";

export interface HeatArgs {
  readonly heat: PlannedHeat;
  readonly run: string;
  /** Value of the label `job-race/stack` on every Job of the stack. */
  readonly stack: string;
  readonly namespace: pulumi.Input<string>;
  readonly cluster: ClusterConnection;
  /** Regular expression of the log line that marks a finished item. */
  readonly itemPattern: string;
  readonly timeoutSeconds: number;
  /** The heat starts when this exists: the one before it has then ended. */
  readonly after: pulumi.Resource;
  /** What deletes all Jobs of the stack at once when it is deleted. */
  readonly cleanup: pulumi.Resource;
}

/** One Job, and the resource that waits for its end and keeps what was observed. */
export class Heat extends pulumi.ComponentResource {
  readonly timing: JobTiming;

  constructor(name: string, args: HeatArgs, opts?: pulumi.ComponentResourceOptions) {
    // The arguments say nothing that the Job does not, so they stay out of previews and state.
    super("job-race:index:Heat", name, {}, opts);
    const { heat, run, stack, namespace, cluster } = args;
    const job = new kubernetes.batch.v1.Job(name, jobArgs(heat, run, namespace), {
      parent: this,
      dependsOn: args.after,
      // A Job that ran is a measurement: it is never changed, only raced again. The one before it must be gone by then.
      replaceOnChanges: ["spec", "metadata.labels", "metadata.annotations"],
      deleteBeforeReplace: true,
      deletedWith: args.cleanup,
    });
    this.timing = new JobTiming(
      `${name}-timing`,
      {
        ...(cluster.kubeconfig && { kubeconfig: cluster.kubeconfig.value }),
        ...(cluster.context !== undefined && { context: cluster.context }),
        namespace,
        job: job.metadata.name,
        uid: job.metadata.uid,
        stack,
        lane: heat.lane.name,
        round: heat.round,
        run,
        ...(heat.lane.kind !== "split" && { kind: heat.lane.kind }),
        parallelism: heat.lane.parallelism,
        ...(heat.lane.completions !== undefined && { completions: heat.lane.completions }),
        items: heat.lane.items,
        container: heat.lane.container,
        itemPattern: args.itemPattern,
        timeoutSeconds: args.timeoutSeconds,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/**
 * The Job without a name: the provider makes one from the heat's name and random digits, because it applies its objects
 * on the server's side, which would silently take over a leftover Job of a fixed name, with its old times.
 */
function jobArgs(heat: PlannedHeat, run: string, namespace: pulumi.Input<string>): kubernetes.batch.v1.JobArgs {
  const { metadata, spec } = heatManifest(heat, run);
  const provider = {
    // Satisfied as soon as the Job exists: JobTiming waits for its end. `skipAwait` would do the same here, but also
    // not wait when a Job is deleted to be replaced, and its pods would then run into the next heat.
    [annotations.waitFor]: "jsonpath={.metadata.uid}",
  };
  return {
    metadata: { ...metadata, namespace, annotations: { ...metadata.annotations, ...provider } },
    // The user's own YAML: Kubernetes judges the fields that this program does not know.
    spec: spec as unknown as kubernetes.types.input.batch.v1.JobSpec,
  };
}
