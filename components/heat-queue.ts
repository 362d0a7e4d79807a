import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { fillManifest, heatName, queueMeta, queueSelector } from "../plan/heat-manifest";
import type { HeatArgs } from "./heat-args";
import { jobArgs, jobOptions } from "./heat-job";
import { JobTiming } from "./job-timing";
import { QueuePod } from "./queue-pod";

/** A queue that does not start within this time will not start. */
const QUEUE_SECONDS = 120;

type HostAlias = kubernetes.types.input.core.v1.HostAlias;

/** What the Job of a heat needs of its queue. */
interface HeatQueue {
  /** What must exist before the Job. */
  readonly after: pulumi.Resource;
  readonly hostAliases: readonly pulumi.Input<HostAlias>[];
  /** The Pod that serves it, for whoever waits for the Job. */
  readonly served: Served;
}

type Served = { readonly queuePod: pulumi.Input<string>; readonly queueUid: pulumi.Input<string> } | object;

/**
 * Makes the heat's queue ready and fills it, so that neither is part of the heat. Workers find the Pod by its name through
 * `hostAliases`, which need no Service and no DNS. Whoever waits for the heat's Job removes the Pod at its end.
 */
export function heatQueue(name: string, args: HeatArgs, heat: pulumi.Resource): HeatQueue {
  const { lane } = args.heat;
  if (!lane.queue && !lane.fill) return { after: args.after, hostAliases: [], served: {} };
  // A component of its own: a timing waits for all that stands under its parent, and the heat's Job comes after this one.
  const parent = new pulumi.ComponentResource("job-race:index:HeatQueue", `${name}-beside`, {}, { parent: heat });
  const made = lane.queue && queuePod(name, args, lane.queue, parent);
  const queue = {
    hostAliases: made ? [{ ip: made.address, hostnames: [lane.queue.hostName] }] : [],
    served: made ? { queuePod: made.pod, queueUid: made.uid } : {},
    after: made ?? args.after,
  };
  return lane.fill ? { ...queue, after: filled(name, args, { fill: lane.fill, ...queue }, parent) } : queue;
}

function queuePod(
  name: string,
  { heat, run, namespace, cluster, after, timeoutSeconds }: HeatArgs,
  queue: NonNullable<HeatArgs["heat"]["lane"]["queue"]>,
  parent: pulumi.Resource,
): QueuePod {
  return new QueuePod(
    `${name}-queue`,
    {
      ...connection(cluster),
      namespace,
      // Only the beginning of a name, so that nobody's Pod of the same name is touched.
      name: `${heatName(heat)}-queue`,
      metadata: queueMeta(heat, queue, run),
      spec: queue.spec,
      selector: queueSelector(heat, queue),
      lane: heat.lane.name,
      round: heat.round,
      timeoutSeconds: Math.min(QUEUE_SECONDS, timeoutSeconds),
    },
    { parent, dependsOn: after },
  );
}

function filled(
  name: string,
  { heat, run, stack, namespace, cluster, cleanup, timeoutSeconds }: HeatArgs,
  { fill, ...queue }: HeatQueue & { readonly fill: NonNullable<HeatArgs["heat"]["lane"]["fill"]> },
  parent: pulumi.Resource,
): JobTiming {
  const manifest = fillManifest(heat, fill.manifest, run);
  const job = new kubernetes.batch.v1.Job(
    `${name}-fill`,
    jobArgs(manifest, namespace, queue.hostAliases),
    jobOptions(parent, queue.after, cleanup),
  );
  return new JobTiming(
    `${name}-fill-timing`,
    {
      ...connection(cluster),
      namespace,
      job: job.metadata.name,
      uid: job.metadata.uid,
      stack,
      lane: heat.lane.name,
      round: heat.round,
      run,
      part: "fill",
      ...queue.served,
      parallelism: manifest.spec.parallelism ?? 1,
      completions: manifest.spec.completions ?? 1,
      items: heat.lane.items,
      container: fill.container,
      itemPattern: "",
      timeoutSeconds,
    },
    { parent },
  );
}

/** The cluster as a waiting resource is told of it. */
export function connection({ kubeconfig, context }: HeatArgs["cluster"]) {
  return { ...(kubeconfig && { kubeconfig: kubeconfig.value }), ...(context !== undefined && { context }) };
}
