import type { Heat, JobManifest, ObjectMeta, QueuePod } from "./lane";
import { annotations, labels } from "./labels";

/** A heat's name, unique in the race, such as `parallel-r1`: it is also the beginning of its Job's name. */
export function heatName({ lane, round }: Heat): string {
  return `${lane.name}-r${round}`;
}

/** A Job that carries labels and annotations. */
export interface HeatManifest extends JobManifest {
  readonly metadata: Labelled & { readonly annotations: Readonly<Record<string, string>> };
}

export type Labelled = ObjectMeta & { readonly labels: Readonly<Record<string, string>> };

/** The Job of one heat: its lane's manifest with the labels of the heat and the mark of the run. */
export function heatManifest({ lane, round }: Heat, run: string): HeatManifest {
  const { metadata, spec } = lane.manifest;
  const heatLabels = { [labels.lane]: lane.name, [labels.round]: String(round) };
  return {
    ...lane.manifest,
    metadata: {
      ...withLabels(metadata, heatLabels),
      annotations: { ...metadata?.annotations, [annotations.run]: run },
    },
    spec: { ...spec, template: { ...spec.template, metadata: withLabels(spec.template.metadata, heatLabels) } },
  };
}

/** The Job that fills the heat's queue. */
export function fillManifest({ lane, ...heat }: Heat, manifest: JobManifest, run: string): HeatManifest {
  return heatManifest({ ...heat, lane: { ...lane, manifest } }, run);
}

/** Labels and annotations of the Pod that serves the heat's queue. */
export function queueMeta({ lane, round }: Heat, { metadata }: QueuePod, run: string): HeatManifest["metadata"] {
  return {
    ...withLabels(metadata, queueLabels({ lane, round })),
    annotations: { ...metadata.annotations, [annotations.run]: run },
  };
}

/** Selects the Pods of this heat's queue, of any run. */
export function queueSelector(heat: Pick<Heat, "lane" | "round">, { metadata }: QueuePod): string {
  const stack = metadata.labels?.[labels.stack];
  const own = { ...(stack !== undefined && { [labels.stack]: stack }), ...queueLabels(heat) };
  return Object.entries(own)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

function queueLabels({ lane, round }: Pick<Heat, "lane" | "round">): Record<string, string> {
  return { [labels.lane]: lane.name, [labels.round]: String(round), [labels.part]: "queue" };
}

export function withLabels(meta: ObjectMeta | undefined, added: Readonly<Record<string, string>>): Labelled {
  return { ...meta, labels: { ...meta?.labels, ...added } };
}
