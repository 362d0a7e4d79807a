import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { fillManifest, queueMeta } from "../plan/heat-manifest";
import { annotations } from "../plan/labels";
import type { HeatArgs } from "./heat-args";
import { jobArgs, jobOptions } from "./heat-job";
import { JobTiming } from "./job-timing";
import { QueueReady } from "./queue-ready";

/** A queue that does not start within this time will not start. */
const QUEUE_SECONDS = 120;

type HostAlias = kubernetes.types.input.core.v1.HostAlias;

/** What the Job of a heat needs of its queue. */
interface HeatQueue {
  /** What must exist before the Job. */
  readonly after: pulumi.Resource;
  readonly hostAliases: readonly pulumi.Input<HostAlias>[];
}

/**
 * Makes the heat's queue ready and fills it, so that neither is part of the heat. Workers find the Pod by its name through
 * `hostAliases`, which need no Service and no DNS. Both go when the heat's resources do.
 */
export function heatQueue(name: string, args: HeatArgs, heat: pulumi.Resource): HeatQueue {
  const { lane } = args.heat;
  if (!lane.queue && !lane.fill) return { after: args.after, hostAliases: [] };
  // A component of its own: a timing waits for all that stands under its parent, and the heat's Job comes after this one.
  const parent = new pulumi.ComponentResource("job-race:index:HeatQueue", `${name}-beside`, {}, { parent: heat });
  const ready = lane.queue && readyQueue(name, args, lane.queue, parent);
  const hostAliases = ready ? [{ ip: ready.address, hostnames: [lane.queue.hostName] }] : [];
  const after = ready ?? args.after;
  return { after: lane.fill ? filled(name, { ...args, after }, lane.fill, hostAliases, parent) : after, hostAliases };
}

function readyQueue(
  name: string,
  { heat, run, namespace, cluster, after, cleanup, timeoutSeconds }: HeatArgs,
  queue: NonNullable<HeatArgs["heat"]["lane"]["queue"]>,
  parent: pulumi.Resource,
): QueueReady {
  const { annotations: marks, ...metadata } = queueMeta(heat, queue, run);
  const pod = new kubernetes.core.v1.Pod(
    `${name}-queue`,
    {
      // Without a name, so that nobody's Pod of the same name is touched; see `jobArgs`.
      metadata: {
        ...metadata,
        namespace,
        annotations: { ...marks, [annotations.waitFor]: "jsonpath={.metadata.uid}" },
      },
      spec: queue.spec as unknown as kubernetes.types.input.core.v1.PodSpec,
    },
    jobOptions(parent, after, cleanup),
  );
  return new QueueReady(
    `${name}-queue-ready`,
    {
      ...connection(cluster),
      namespace,
      pod: pod.metadata.name,
      uid: pod.metadata.uid,
      lane: heat.lane.name,
      round: heat.round,
      timeoutSeconds: Math.min(QUEUE_SECONDS, timeoutSeconds),
    },
    { parent },
  );
}

function filled(
  name: string,
  { heat, run, stack, namespace, cluster, after, cleanup, timeoutSeconds, itemPattern }: HeatArgs,
  fill: NonNullable<HeatArgs["heat"]["lane"]["fill"]>,
  hostAliases: readonly pulumi.Input<HostAlias>[],
  parent: pulumi.Resource,
): JobTiming {
  const manifest = fillManifest(heat, fill.manifest, run);
  const job = new kubernetes.batch.v1.Job(
    `${name}-fill`,
    jobArgs(manifest, namespace, hostAliases),
    jobOptions(parent, after, cleanup),
  );
  return new JobTiming(
    `${name}-fill-timing`,
    {
      ...connection(cluster),
      namespace,
      job: job.metadata.name,
      uid: job.metadata.uid,
      stack,
      lane: `${heat.lane.name} (fill)`,
      round: heat.round,
      run,
      parallelism: manifest.spec.parallelism ?? 1,
      completions: manifest.spec.completions ?? 1,
      items: heat.lane.items,
      container: fill.container,
      itemPattern,
      timeoutSeconds,
    },
    { parent },
  );
}

/** The cluster as a waiting resource is told of it. */
export function connection({ kubeconfig, context }: HeatArgs["cluster"]) {
  return { ...(kubeconfig && { kubeconfig: kubeconfig.value }), ...(context !== undefined && { context }) };
}
