import type { JobManifest, ObjectMeta } from "./lane";
import { without } from "./without";

/** Metadata that belongs to one object in one cluster, as `kubectl get --output yaml` prints it. */
const objectFields = [
  "name",
  "generateName",
  "namespace",
  "uid",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "deletionTimestamp",
  "deletionGracePeriodSeconds",
  "managedFields",
  "selfLink",
  "ownerReferences",
  "finalizers",
];

/** Labels that the Job controller sets on its pods, with the identity of the Job. */
const controllerLabels = [
  "controller-uid",
  "job-name",
  "batch.kubernetes.io/controller-uid",
  "batch.kubernetes.io/job-name",
];

/** The manifest without what would tie it to another object, and why for each thing that a user may miss. */
export interface CleanManifest {
  readonly manifest: JobManifest;
  readonly warnings: readonly string[];
}

/** `namespace` is the one that was set to race in; absent: the stack makes one. */
export function cleanManifest(original: JobManifest, namespace?: string): CleanManifest {
  const manifest = without(original, ["status"]);
  const { ttlSecondsAfterFinished, suspend, selector, manualSelector, ...spec } = manifest.spec;
  const own = manifest.metadata?.["namespace"];
  const warnings = [
    typeof own === "string" && own !== namespace && leftNamespace(own, namespace),
    ttlSecondsAfterFinished !== undefined &&
      "spec.ttlSecondsAfterFinished is left out: Kubernetes could delete the Job before it was measured",
    suspend === true && "spec.suspend is left out: the race starts its Jobs itself",
    (selector !== undefined || manualSelector !== undefined) &&
      "spec.selector and spec.manualSelector are left out: every heat is a Job of its own",
  ].filter((warning) => warning !== false);
  const template = { ...spec.template, metadata: cleanMeta(spec.template.metadata) };
  return { manifest: { ...manifest, metadata: cleanMeta(manifest.metadata), spec: { ...spec, template } }, warnings };
}

function leftNamespace(own: string, namespace: string | undefined): string {
  const place = namespace === undefined ? "a namespace that it makes" : `the namespace ${namespace}`;
  const remedy = `to race where the manifest says, set namespace to ${own}`;
  return (
    `metadata.namespace (${own}) is left out: the race runs in ${place}, which may lack the ConfigMaps, Secrets, claims and ` +
    `service accounts of ${own}; ${remedy}`
  );
}

function cleanMeta(meta: ObjectMeta = {}): ObjectMeta {
  const { labels, annotations, ...rest } = without(meta, objectFields);
  return {
    ...rest,
    ...(labels && { labels: without(labels, controllerLabels) }),
    ...(annotations && { annotations: without(annotations, ["kubectl.kubernetes.io/last-applied-configuration"]) }),
  };
}
