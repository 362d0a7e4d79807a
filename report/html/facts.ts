import { count } from "../../analysis/advice/numbers";
import type { LaneResult, Results } from "../../analysis/results/results";

/** The settings that the results depend on. */
export function settingFacts({ settings, lanes }: Results): string[][] {
  const rows = Object.entries(settings).flatMap(([key, value]) => (key === "lanes" ? [] : [[key, textOf(value)]]));
  const shapes = lanes.flatMap((lane) => {
    const shape = shapeOf(lane);
    return shape === "" ? [] : [[`lane ${lane.name}`, shape]];
  });
  return [["setting", "value"], ...rows, ...shapes];
}

/** `10 pods, 5 at once`; of a queue, `5 workers`; nothing of what a file by hand does not say. */
function shapeOf({ kind, completions, parallelism }: LaneResult): string {
  if (kind === "queue") return parallelism === undefined ? "a queue" : `a queue, ${count(parallelism, "worker")}`;
  const parts = [
    completions === undefined ? undefined : count(completions, "pod"),
    parallelism === undefined ? undefined : `${parallelism} at once`,
  ];
  return parts.filter((part) => part !== undefined).join(", ");
}

/** What the race was measured on, and how. */
export function clusterFacts({ cluster, measure, heats }: Results): string[][] {
  const gib = (bytes: number | undefined): string | undefined =>
    bytes === undefined ? undefined : `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  const nodes = new Set(heats.flatMap(({ pods = [] }) => pods.flatMap(({ node }) => node ?? [])));
  const began = heats.flatMap(({ startedAt }) => startedAt ?? []).sort();
  const facts: [string, string | undefined][] = [
    ["Kubernetes", cluster?.kubernetesVersion],
    ["nodes", cluster?.nodes === undefined ? undefined : `${cluster.nodes}`],
    ["nodes that ran pods", nodes.size === 0 ? undefined : [...nodes].sort().slice(0, 12).join(", ")],
    ["allocatable CPUs", cluster?.allocatableCpu === undefined ? undefined : `${cluster.allocatableCpu}`],
    ["allocatable memory", gib(cluster?.allocatableMemoryBytes)],
    ["namespace", heats.find(({ namespace }) => namespace !== undefined)?.namespace],
    ["first heat began", began[0]],
    ["last heat began", began.at(-1)],
    ["compared by", measure.meaning],
  ];
  return [["fact", "value"], ...facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))];
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
