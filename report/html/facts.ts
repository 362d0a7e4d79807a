import type { Results } from "../../analysis/results/results";

/** The settings that the results depend on. */
export function settingFacts({ settings, lanes }: Results): string[][] {
  const rows = Object.entries(settings).flatMap(([key, value]) => (key === "lanes" ? [] : [[key, textOf(value)]]));
  const shapes = lanes.map(({ name, completions, parallelism }) => [
    `lane ${name}`,
    `${completions ?? "?"} pods, ${parallelism ?? "?"} at once`,
  ]);
  return [["setting", "value"], ...rows, ...shapes];
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
