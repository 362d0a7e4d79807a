import { Gauge, type OpenMetricsContentType, Registry } from "prom-client";
import type { Results } from "../../analysis/results/results";
import type { Format } from "./format";

type Labels = Readonly<Record<string, string | number>>;
interface Sample {
  readonly labels: Labels;
  readonly value: number | undefined;
}

/**
 * OpenMetrics text, all gauges without timestamps, so that a node exporter's text folder and a push gateway, which read
 * the older Prometheus format, understand it as well. What was not measured has no sample.
 */
export const openMetricsFormat: Format = {
  name: "openmetrics",
  description: "durations, phases and speedups for Prometheus: a node exporter's text folder or a push gateway",
  extension: "prom",
  render: (results) => {
    const registry = new Registry<OpenMetricsContentType>();
    registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    for (const { name, help, samples } of metricsOf(results)) {
      const known = samples.filter(({ value }) => value !== undefined);
      if (known.length === 0) continue;
      const labelNames = [...new Set(known.flatMap(({ labels }) => Object.keys(labels)))];
      const gauge = new Gauge({ name: `job_race_${name}`, help, labelNames, registers: [registry] });
      for (const { labels, value } of known) gauge.set(labels, value ?? 0);
    }
    return registry.metrics();
  },
};

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

function metricsOf({ heats, lanes, cost, cluster, settings }: Results): Metric[] {
  const ofHeats = (read: (heat: Results["heats"][number]) => number | undefined): Sample[] =>
    heats
      .filter((heat) => heat.valid)
      .map((heat) => ({ labels: { lane: heat.lane, round: heat.round }, value: read(heat) }));
  const ofLanes = (read: (lane: Results["lanes"][number]) => number | undefined): Sample[] =>
    lanes.map((lane) => ({ labels: { lane: lane.name }, value: read(lane) }));
  const speedups = (read: "value" | "low" | "high"): Sample[] =>
    lanes.flatMap(({ name, speedup }) =>
      speedup ? [{ labels: { lane: name, against: speedup.serial }, value: speedup[read] }] : [],
    );
  return [
    {
      name: "info",
      help: "What was raced, and on what: always 1.",
      samples: [
        {
          labels: {
            ...(settings.run !== undefined && { run: settings.run }),
            ...(cluster && { kubernetes_version: cluster.kubernetesVersion }),
          },
          value: 1,
        },
      ],
    },
    {
      name: "heat_duration_seconds",
      help: "Duration of a valid heat's Job as Kubernetes counts it, in whole seconds.",
      samples: ofHeats((heat) => heat.durationSeconds),
    },
    {
      name: "heat_seconds",
      help: "A valid heat's time from its first pod's creation to its Job's completion.",
      samples: ofHeats((heat) => heat.heatSeconds),
    },
    {
      name: "heat_makespan_seconds",
      help: "A valid heat's time from its first container's start to its last one's end.",
      samples: ofHeats((heat) => heat.makespanSeconds),
    },
    {
      name: "heat_lap_median_seconds",
      help: "Median time that one item took in a valid heat.",
      samples: ofHeats((heat) => heat.lapSummary?.medianSeconds),
    },
    {
      name: "lane_median_seconds",
      help: "Median time of the lane's valid heats.",
      samples: ofLanes((lane) => lane.heat?.medianSeconds ?? lane.medianSeconds),
    },
    { name: "lane_valid_heats", help: "Heats in the lane's statistics.", samples: ofLanes((lane) => lane.n) },
    {
      name: "lane_disturbed_heats",
      help: "Heats left out of the lane's statistics because of their disturbances.",
      samples: ofLanes((lane) => lane.disturbed),
    },
    {
      name: "lane_phase_seconds",
      help: "Mean time of each phase of the lane's valid heats; the phases add up to the heat's time.",
      samples: lanes.flatMap(({ name, phases }) =>
        Object.entries(phases ?? {}).map(([phase, value]: [string, number]) => ({
          labels: { lane: name, phase: snake(phase.replace(/Seconds$/, "")) },
          value,
        })),
      ),
    },
    {
      name: "lane_pod_seconds",
      help: "Sum over the pods of the time each one occupied a node, mean of the lane's valid heats.",
      samples: (cost?.lanes ?? []).map(({ lane, podSeconds }) => ({ labels: { lane }, value: podSeconds })),
    },
    { name: "speedup_ratio", help: "How many times as fast the lane is as the first.", samples: speedups("value") },
    { name: "speedup_low_ratio", help: "Lower end of the speedup's 95 % interval.", samples: speedups("low") },
    { name: "speedup_high_ratio", help: "Upper end of the speedup's 95 % interval.", samples: speedups("high") },
  ];
}

function snake(camel: string): string {
  return camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
