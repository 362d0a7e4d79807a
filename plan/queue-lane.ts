import { readYaml } from "./kubectl/read-yaml";
import { withLabels } from "./heat-manifest";
import { labels, stackLabels } from "./labels";
import type { Container, JobManifest, Lane, QueuePod } from "./lane";
import type { LaneRequest } from "./lane-request";
import { type ManifestSource, parseManifest, type ReadManifest } from "./manifest";
import { bad, type Checked, good, show } from "./mistake";
import { cleanManifest } from "./clean-manifest";
import { restrictPod } from "./pod-security";
import type { RaceConfig } from "./race-config";

/** The name under which workers find a queue whose manifest has none. */
const USUAL_NAME = "queue";

/** A Pod's manifest, read by the same rules as a Job's: as the template of one. */
export function parsePod(text: string, source: ManifestSource): Checked<ReadManifest & { readonly name: string }> {
  const { key, path } = source;
  const expected = `one Pod (apiVersion v1, kind Pod) in ${show(path)}`;
  let documents;
  try {
    documents = readYaml(text).filter((document) => document !== null);
  } catch (error) {
    return bad({ key, expected: `YAML in ${show(path)}`, got: `an error: ${String(error).split("\n", 1)[0] ?? ""}` });
  }
  const [pod] = documents;
  if (documents.length !== 1 || typeof pod !== "object" || Array.isArray(pod)) {
    return bad({ key, expected, got: `${documents.length} documents` });
  }
  const { apiVersion = null, kind = null, metadata = null, spec = null } = pod;
  if (apiVersion !== "v1" || kind !== "Pod") {
    return bad({ key, expected, got: `apiVersion ${show(apiVersion)}, kind ${show(kind)}` });
  }
  const name =
    typeof metadata === "object" && metadata !== null && !Array.isArray(metadata) ? metadata["name"] : undefined;
  const template = { ...(metadata !== null && { metadata }), ...(spec !== null && { spec }) };
  const job = { apiVersion: "batch/v1", kind: "Job", spec: { template } };
  const parsed = parseManifest(JSON.stringify(job), source);
  if (parsed.ok) return good({ ...parsed.value, name: typeof name === "string" ? name : USUAL_NAME });
  return bad(...parsed.mistakes.map((it) => ({ ...it, expected: it.expected.replace(/spec\.template\.?/, "") })));
}

/** Workers make what they get: a number of completions would end the Job by another rule. */
export function workersOf({ name, path, manifest, completions, parallelism }: LaneRequest): Checked<number> {
  const [key, got] =
    completions.count === undefined
      ? [completions.key.replace(/completions$/, "manifest"), manifest.spec.completions]
      : [completions.key, completions.count];
  if (got !== undefined) {
    const expected = `no completions in ${show(path)} or in lane ${show(name)}, as its workers take items from a queue`;
    return bad({ key, expected, got: String(got) });
  }
  return good(parallelism.count ?? manifest.spec.parallelism ?? 1);
}

/** What stands beside the Job of a lane with a queue: the Pod that serves it, and the Job that fills it. */
export function besideJob(
  { name, queue, fill, items }: LaneRequest,
  config: RaceConfig,
  stack: string,
  patchItems: (container: Container, items: number, path: string) => Checked<Container>,
): Checked<Pick<Lane, "queue" | "fill">> {
  const made = { ...stackLabels(stack), [labels.lane]: name };
  const pod = queue && queuePod(queue, config, made);
  if (!fill) return good({ ...(pod && { queue: pod }) });
  const container = containerOf(fill, config);
  if (!container.ok) return container;
  const patched = patchItems(container.value, items, fill.path);
  if (!patched.ok) return patched;
  const clean = cleanManifest(fill.manifest).manifest;
  const { template } = clean.spec;
  const spec = withContainer(template.spec, withImage(patched.value, config));
  const manifest: JobManifest = {
    ...clean,
    metadata: withLabels(clean.metadata, made),
    spec: {
      ...clean.spec,
      template: {
        ...template,
        metadata: withLabels(template.metadata, made),
        spec: config.restricted ? restrictPod(spec) : spec,
      },
    },
  };
  return good({ ...(pod && { queue: pod }), fill: { container: container.value.name, manifest } });
}

function queuePod(
  { manifest, hostName }: NonNullable<LaneRequest["queue"]>,
  config: RaceConfig,
  made: Readonly<Record<string, string>>,
): QueuePod {
  const { template } = cleanManifest(manifest).manifest.spec;
  const { containers } = template.spec;
  const [only] = containers;
  const pod =
    only && containers.length === 1 ? withContainer(template.spec, withImage(only, config)) : { ...template.spec };
  return {
    hostName,
    metadata: withLabels(template.metadata, made),
    spec: config.restricted ? restrictPod(pod) : pod,
  };
}

function containerOf({ path, manifest }: NonNullable<LaneRequest["fill"]>, config: RaceConfig): Checked<Container> {
  const { containers } = manifest.spec.template.spec;
  const named = containers.find(({ name }) => name === config.container);
  const [only] = containers;
  if (named) return good(named);
  if (only && containers.length === 1) return good(only);
  const names = containers.map(({ name }) => name).join(", ");
  return bad({ key: "container", expected: `one of the containers of ${show(path)} (${names})`, got: "nothing" });
}

function withContainer<Pod extends { readonly containers: readonly Container[] }>(pod: Pod, container: Container): Pod {
  return { ...pod, containers: pod.containers.map((other) => (other.name === container.name ? container : other)) };
}

/** The container with the image of the settings, if they name one. */
export function withImage(container: Container, { image, imagePullPolicy }: RaceConfig): Container {
  return {
    ...container,
    ...(image !== undefined && { image }),
    ...(imagePullPolicy !== undefined && { imagePullPolicy }),
  };
}
