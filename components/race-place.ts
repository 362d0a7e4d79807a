import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { KubeconfigSource } from "../observe/api/kubeconfig";
import { readyNamespace } from "../observe/race-namespace";
import { reachCluster } from "../observe/reach-cluster";
import type { Settings } from "../plan/check-settings";
import { dnsLabel, stackLabels } from "../plan/labels";
import { NamespaceSuffix } from "./namespace-suffix";

/** Where a race's heats run. */
export interface Place {
  readonly namespace: pulumi.Output<string>;
  readonly dependsOn: pulumi.Resource[];
}

/** The user's namespace, which is only raced in; or one of the stack's own, which goes with it. */
export function makePlace(settings: Settings, prefix: string, opts: pulumi.CustomResourceOptions): Place {
  const { namespace, stack } = settings;
  if (namespace !== undefined) {
    return { namespace: whenReady(whenReached(pulumi.output(namespace), settings), settings), dependsOn: [] };
  }
  const name = dnsLabel(`job-race-${prefix}${stack}`, 54);
  const { id } = new NamespaceSuffix(`${name}-suffix`, { ...(opts.parent && { parent: opts.parent }) });
  const labels = stackLabels(stack);
  const made = new kubernetes.core.v1.Namespace(
    name,
    { metadata: { name: whenReached(pulumi.interpolate`${name}-${id}`, settings), labels } },
    opts,
  );
  return { namespace: whenReady(made.metadata.name, settings, labels), dependsOn: [made] };
}

/** The namespace's name, once the cluster is known to be one to trust, or not to answer at all. */
function whenReached(name: pulumi.Output<string>, { target }: Settings): pulumi.Output<string> {
  if (pulumi.runtime.isDryRun() || isMocked()) return name;
  return name.apply(async (known) => {
    await reachCluster(sourceOf(target)).catch(endProgram);
    return known;
  });
}

function sourceOf({ kubeconfig, context }: Settings["target"]): KubeconfigSource {
  return { ...(kubeconfig && { kubeconfig: kubeconfig.value }), ...(context !== undefined && { context }) };
}

/**
 * The namespace, once an update may make Jobs in it. Pulumi's state may have one that somebody deleted: it would try to make
 * a Job there for more than a minute, and then say in the provider's own words what does not help.
 */
function whenReady(
  namespace: pulumi.Output<string>,
  { target }: Settings,
  labels?: Readonly<Record<string, string>>,
): pulumi.Output<string> {
  if (pulumi.runtime.isDryRun() || isMocked()) return namespace;
  return namespace.apply(async (name) => {
    const standing = await readyNamespace(sourceOf(target), { name, ...(labels && { labels }) }).catch(endProgram);
    if (standing === "made again") {
      void pulumi.log.warn(`The namespace ${name}, which this stack had made, was gone: it was made again.`);
    }
    return name;
  });
}

/**
 * Ends the program with this error. Nothing may wait for the output to fail: Pulumi would put before the words a list of all
 * properties that it is part of.
 */
function endProgram(error: unknown): Promise<never> {
  void Promise.reject(new pulumi.RunError((error as Error).message));
  return new Promise(() => undefined);
}

/** Pulumi's mocks stand in for an engine, and there is no cluster behind them. */
function isMocked(): boolean {
  return !("waitForReady" in (pulumi.runtime.getMonitor() ?? {}));
}
