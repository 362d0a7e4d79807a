import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { heatManifest } from "../plan/heat-manifest";
import type { HeatArgs } from "./heat-args";
import { jobArgs, jobOptions } from "./heat-job";
import { connection, heatQueue } from "./heat-queue";
import { JobTiming } from "./job-timing";

/** One Job, and the resource that waits for its end and keeps what was observed. */
export class Heat extends pulumi.ComponentResource {
  readonly timing: JobTiming;

  constructor(name: string, args: HeatArgs, opts?: pulumi.ComponentResourceOptions) {
    // The arguments say nothing that the Job does not, so they stay out of previews and state.
    super("job-race:index:Heat", name, {}, opts);
    const { heat, run, stack, namespace, cluster } = args;
    const queue = heatQueue(name, args, this);
    const job = new kubernetes.batch.v1.Job(
      name,
      jobArgs(heatManifest(heat, run), namespace, queue.hostAliases),
      jobOptions(this, queue.after, args.cleanup),
    );
    this.timing = new JobTiming(
      `${name}-timing`,
      {
        ...connection(cluster),
        namespace,
        job: job.metadata.name,
        uid: job.metadata.uid,
        stack,
        lane: heat.lane.name,
        round: heat.round,
        run,
        ...(heat.lane.kind !== "split" && { kind: heat.lane.kind }),
        ...queue.served,
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
