import { cleanManifest } from "./clean-manifest";
import { patchItemsAt } from "./items-at";
import { patchItemsEnv, patchItemsFlag } from "./items";
import { withLabels } from "./heat-manifest";
import { labels, stackLabels } from "./labels";
import type { Container, JobManifest, Lane } from "./lane";
import { bad, type Checked, good, type Mistake, show } from "./mistake";
import type { LaneRequest } from "./lane-request";
import { besideJob, withImage, workersOf } from "./queue-lane";
import { restrictPod } from "./pod-security";
import type { RaceConfig } from "./race-config";

/** The lane with its manifest patched, or all that is wrong with it. */
export function buildLane(request: LaneRequest, config: RaceConfig, stack: string): Checked<Lane> {
  return request.queue || request.fill ? queueLane(request, config, stack) : splitLane(request, config, stack);
}

function queueLane(request: LaneRequest, config: RaceConfig, stack: string): Checked<Lane> {
  const workers = workersOf(request);
  const container = racedContainer(request, config.container);
  const patch = (it: Container, items: number, path: string) => patchItems(it, items, { path }, config);
  const beside = besideJob(request, config, stack, patch);
  if (!workers.ok || !container.ok || !beside.ok) {
    return bad(...[workers, container, beside].flatMap((part) => (part.ok ? [] : part.mistakes)));
  }
  const { name, items } = request;
  const raced = withImage(container.value, config);
  const manifest = patchManifest(request, { parallelism: workers.value }, raced, config.restricted, stack);
  return good({
    name,
    kind: "queue",
    parallelism: workers.value,
    items,
    ...beside.value,
    container: raced.name,
    manifest,
  });
}

function splitLane(request: LaneRequest, config: RaceConfig, stack: string): Checked<Lane> {
  const counts = laneCounts(request);
  const container = racedContainer(request, config.container);
  const mistakes = [...(counts.ok ? [] : counts.mistakes), ...(container.ok ? [] : container.mistakes)];
  if (!counts.ok || !container.ok) return bad(...mistakes);
  const { name } = request;
  const { completions } = counts.value;
  const itemsPerPod = request.itemsPerPod ?? request.items / completions;
  const items = itemsPerPod * completions;
  const patched =
    request.itemsPerPod === undefined ? patchItems(container.value, itemsPerPod, request, config) : container;
  if (!patched.ok) return patched;
  const manifest = patchManifest(request, counts.value, withImage(patched.value, config), config.restricted, stack);
  return good({ name, kind: "split", ...counts.value, items, itemsPerPod, container: patched.value.name, manifest });
}

/** The container with its number of items set in the way that the settings name. */
function patchItems(
  container: Container,
  items: number,
  { path }: Pick<LaneRequest, "path">,
  config: RaceConfig,
): Checked<Container> {
  if (config.itemsAt !== undefined) return patchItemsAt(container, config.itemsAt, items, path);
  if (config.itemsEnv !== undefined) return patchItemsEnv(container, config.itemsEnv, items, path);
  return patchItemsFlag(container, config.itemsFlag, items, path);
}

interface Counts {
  readonly completions: number;
  readonly parallelism: number;
}

function laneCounts(request: LaneRequest): Checked<Counts> {
  const { name, path, manifest, completions, parallelism, items } = request;
  const pods = completions.count ?? manifest.spec.completions;
  const atOnce = parallelism.count ?? manifest.spec.parallelism ?? 1;
  if (pods === undefined && manifest.spec.parallelism !== undefined) {
    // Kubernetes reads this as a work queue: it ends with the first pod that succeeds, so nobody could say what it made.
    const expected =
      `a number, here or as spec.completions in ${show(path)}, because it has spec.parallelism; ` +
      "or queue or fill in the lane, if its pods take items from a queue";
    return bad({ key: completions.key, expected, got: "nothing" });
  }
  const mistakes: Mistake[] = [];
  const count = pods ?? 1;
  if (request.itemsPerPod === undefined && items % count !== 0) {
    mistakes.push({
      key: "items",
      expected: `a multiple of the completions of lane ${show(name)} (${count})`,
      got: String(items),
    });
  }
  if (atOnce > count) {
    const expected = `at most the completions of lane ${show(name)} (${count}), as more pods never run`;
    mistakes.push({ key: parallelism.key, expected, got: String(atOnce) });
  }
  return mistakes.length > 0 ? bad(...mistakes) : good({ completions: count, parallelism: atOnce });
}

function racedContainer({ path, manifest }: LaneRequest, wanted: string | undefined): Checked<Container> {
  const { containers } = manifest.spec.template.spec;
  const names = containers.map(({ name }) => name).join(", ");
  const [found] = wanted === undefined ? containers : containers.filter(({ name }) => name === wanted);
  if (found === undefined) {
    const got = wanted === undefined ? "nothing" : show(wanted);
    return bad({ key: "container", expected: `a container of ${show(path)} (${names})`, got });
  }
  if (wanted === undefined && containers.length > 1) {
    return bad({ key: "container", expected: `one of the containers of ${show(path)} (${names})`, got: "nothing" });
  }
  return good(found);
}

function patchManifest(
  { name, manifest }: LaneRequest,
  counts: Partial<Counts>,
  container: Container,
  restricted: boolean,
  stack: string,
): JobManifest {
  const clean = cleanManifest(manifest).manifest;
  const { template } = clean.spec;
  const containers = template.spec.containers.map((other) => (other.name === container.name ? container : other));
  const pod = { ...template.spec, containers };
  const laneLabels = { ...stackLabels(stack), [labels.lane]: name };
  return {
    ...clean,
    metadata: withLabels(clean.metadata, laneLabels),
    spec: {
      ...clean.spec,
      ...counts,
      template: {
        ...template,
        metadata: withLabels(template.metadata, laneLabels),
        spec: restricted ? restrictPod(pod) : pod,
      },
    },
  };
}
