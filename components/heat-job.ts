import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { HeatManifest } from "../plan/heat-manifest";
import { annotations } from "../plan/labels";

/** What ran is a measurement: it is never changed, only raced again. The one before it must be gone by then. */
export function jobOptions(
  parent: pulumi.Resource,
  after: pulumi.Resource,
  cleanup: pulumi.Resource,
): pulumi.CustomResourceOptions {
  return {
    parent,
    dependsOn: after,
    replaceOnChanges: ["spec", "metadata.labels", "metadata.annotations"],
    deleteBeforeReplace: true,
    deletedWith: cleanup,
  };
}

/**
 * The Job without a name: the provider makes one from the heat's name and random digits, because it applies its objects
 * on the server's side, which would silently take over a leftover Job of a fixed name, with its old times.
 */
export function jobArgs(
  { metadata, spec }: HeatManifest,
  namespace: pulumi.Input<string>,
  hostAliases: readonly pulumi.Input<kubernetes.types.input.core.v1.HostAlias>[],
): kubernetes.batch.v1.JobArgs {
  const provider = {
    // Satisfied as soon as the Job exists: JobTiming waits for its end. `skipAwait` would do the same here, but also
    // not wait when a Job is deleted to be replaced, and its pods would then run into the next heat.
    [annotations.waitFor]: "jsonpath={.metadata.uid}",
  };
  return {
    metadata: { ...metadata, namespace, annotations: { ...metadata.annotations, ...provider } },
    // The user's own YAML: Kubernetes judges the fields that this program does not know.
    spec: withHosts(spec, hostAliases) as unknown as kubernetes.types.input.batch.v1.JobSpec,
  };
}

function withHosts(spec: HeatManifest["spec"], hostAliases: readonly unknown[]): object {
  if (hostAliases.length === 0) return spec;
  const { template } = spec;
  const own = template.spec["hostAliases"];
  const all = [...(Array.isArray(own) ? (own as unknown[]) : []), ...hostAliases];
  return { ...spec, template: { ...template, spec: { ...template.spec, hostAliases: all } } };
}
