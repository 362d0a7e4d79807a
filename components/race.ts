import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { HeatTiming } from "../observe/heat-timing";
import { heatName } from "../plan/heat-manifest";
import { dnsLabel, labelValue, stackLabels, stackSelector } from "../plan/labels";
import type { Settings } from "../plan/check-settings";
import { connectTo } from "./cluster-connection";
import { Heat } from "./heat";
import type { JobTiming } from "./job-timing";
import { LabelCleanup } from "./label-cleanup";
import { NamespaceSuffix } from "./namespace-suffix";

export interface CheckedRaceArgs {
  readonly settings: Settings;
  /** What the analysis needs to know of the settings: kept in the stack's state, where the heats are. */
  readonly record?: object;
}

/** The whole race: its namespace, the clean-up, and the heats, strictly one after the other. */
export class Race extends pulumi.ComponentResource {
  /** Where the heats run. */
  readonly namespace: pulumi.Output<string>;
  /** What was observed of each recorded heat, in the order of running. */
  readonly timings: pulumi.Output<HeatTiming[]>;

  constructor(name: string, { settings, record }: CheckedRaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("job-race:index:Race", name, {}, opts);
    const { stack, config, plan } = settings;
    const cluster = connectTo(settings.target);
    const provider = new kubernetes.Provider(
      `${name}-cluster`,
      // An empty kubeconfig means the environment's; an absent one would make the SDK fill in KUBECONFIG, unresolved.
      {
        kubeconfig: cluster.kubeconfig?.value ?? "",
        ...(cluster.context !== undefined && { context: cluster.context }),
      },
      { parent: this },
    );
    // A second race in one program needs other names for its children.
    const prefix = name === "race" ? "" : `${name}-`;
    const place = makePlace(settings, prefix, { parent: this, provider });
    this.namespace = place.namespace;
    const cleanup = new LabelCleanup(
      `${name}-cleanup`,
      {
        cluster,
        namespace: this.namespace,
        selector: stackSelector(stack),
        kinds: plan.lanes.some(({ queue }) => queue) ? "jobs,pods" : "jobs",
      },
      { parent: this, dependsOn: place.dependsOn },
    );
    const recorded: JobTiming[] = [];
    let after: pulumi.Resource = cleanup;
    for (const heat of plan.heats) {
      const { timing } = new Heat(
        prefix + heatName(heat),
        {
          heat,
          run: config.run,
          stack: labelValue(stack),
          namespace: this.namespace,
          cluster,
          itemPattern: config.itemPattern,
          timeoutSeconds: config.timeoutSeconds,
          after,
          cleanup,
        },
        { parent: this, provider },
      );
      if (heat.round > 0) recorded.push(timing);
      after = timing;
    }
    this.timings = pulumi.all(recorded.map(({ timing }) => timing));
    // Each heat is in the state once, with its JobTiming: not again here.
    this.registerOutputs({ namespace: this.namespace, settings: record });
  }
}

interface Place {
  readonly namespace: pulumi.Output<string>;
  readonly dependsOn: pulumi.Resource[];
}

/** The user's namespace, which is only raced in; or one of the stack's own, which goes with it. */
function makePlace({ namespace, stack }: Settings, prefix: string, opts: pulumi.CustomResourceOptions): Place {
  if (namespace !== undefined) return { namespace: pulumi.output(namespace), dependsOn: [] };
  const name = dnsLabel(`job-race-${prefix}${stack}`, 54);
  const { id } = new NamespaceSuffix(`${name}-suffix`, { ...(opts.parent && { parent: opts.parent }) });
  const made = new kubernetes.core.v1.Namespace(
    name,
    { metadata: { name: pulumi.interpolate`${name}-${id}`, labels: stackLabels(stack) } },
    opts,
  );
  return { namespace: made.metadata.name, dependsOn: [made] };
}
