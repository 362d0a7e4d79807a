import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { HeatTiming } from "../observe/heat-timing";
import { heatName } from "../plan/heat-manifest";
import { labelValue, stackSelector } from "../plan/labels";
import type { Settings } from "../plan/check-settings";
import { connectTo } from "./cluster-connection";
import { Heat } from "./heat";
import type { JobTiming } from "./job-timing";
import { LabelCleanup } from "./label-cleanup";
import { makePlace } from "./race-place";
import { withoutPositions } from "./source-positions";

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

  constructor(name: string, args: CheckedRaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("job-race:index:Race", name, {}, opts);
    const { namespace, recorded } = withoutPositions(() => declared(this, name, args.settings));
    this.namespace = namespace;
    this.timings = pulumi.all(recorded.map(({ timing }) => timing));
    // Each heat is in the state once, with its JobTiming: not again here.
    this.registerOutputs({ namespace, settings: args.record });
  }
}

/** Declares what a race consists of, as children of `race`: where it ran, and the recorded heats in the order of running. */
function declared(
  race: pulumi.Resource,
  name: string,
  settings: Settings,
): { readonly namespace: pulumi.Output<string>; readonly recorded: readonly JobTiming[] } {
  const { stack, config, plan } = settings;
  const cluster = connectTo(settings.target);
  const provider = new kubernetes.Provider(
    `${name}-cluster`,
    // An empty kubeconfig means the environment's; an absent one would make the SDK fill in KUBECONFIG, unresolved.
    {
      kubeconfig: cluster.kubeconfig?.value ?? "",
      ...(cluster.context !== undefined && { context: cluster.context }),
    },
    { parent: race },
  );
  // A second race in one program needs other names for its children.
  const prefix = name === "race" ? "" : `${name}-`;
  const { namespace, dependsOn } = makePlace(settings, prefix, { parent: race, provider });
  const cleanup = new LabelCleanup(
    `${name}-cleanup`,
    {
      cluster,
      namespace,
      selector: stackSelector(stack),
      kinds: plan.lanes.some(({ queue }) => queue) ? "jobs,pods" : "jobs",
    },
    { parent: race, dependsOn },
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
        namespace,
        cluster,
        itemPattern: config.itemPattern,
        timeoutSeconds: config.timeoutSeconds,
        after,
        cleanup,
      },
      { parent: race, provider },
    );
    if (heat.round > 0) recorded.push(timing);
    after = timing;
  }
  return { namespace, recorded };
}
