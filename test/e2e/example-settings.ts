import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { workloadImage } from "../../sandbox/cluster/images";
import { projectRoot } from "../../sandbox/places";

/** What an example's file sets. */
export function settingsOf(example: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(join(projectRoot, "examples", example, `Pulumi.${example}.yaml`), "utf8");
  return (load(text) as { config: Record<string, unknown> }).config;
}

/** What makes a race of it that a test has time for, on a node that has no other image. */
export const short = {
  "job-race:image": workloadImage,
  "job-race:imagePullPolicy": "IfNotPresent",
  "job-race:rounds": 1,
  "job-race:sweep": undefined,
  "job-race:warmup": false,
};

/** Two items of a manifest, in one pod and in two. */
export function twoItemsOf(manifest: string): Readonly<Record<string, unknown>> {
  const lanes = [1, 2].map((pods) => ({
    name: pods === 1 ? "alone" : "two",
    manifest,
    completions: pods,
    parallelism: pods,
  }));
  return { "job-race:items": 2, "job-race:lanes": lanes };
}

/** Eight items of a tenth of a second, in equal parts and from the example's queue. */
export const shortQueue = {
  "job-race:items": 8,
  "job-race:lanes": [
    { name: "shards", manifest: "examples/queue/short-shards.yaml" },
    {
      name: "consumers",
      manifest: "examples/queue/short-consumers.yaml",
      queue: "examples/queue/memq.yaml",
      fill: "examples/queue/fill.yaml",
    },
  ],
};
