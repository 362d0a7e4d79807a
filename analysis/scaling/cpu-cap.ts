import { podsAtOnce } from "../../plan/lane-kind";
import { mean } from "simple-statistics";
import { podSpan } from "../heat/pod-span";
import type { RaceFacts } from "../results/race-facts";
import type { HeatResult } from "../results/results";
import { toSixDigits } from "../statistics/rounding";
import type { CpuCap } from "../results/scaling-results";

type Facts = Pick<RaceFacts, "cluster" | "heats" | "lanes">;

/**
 * From which parallelism on the CPUs end the gain; `undefined` if the cluster's CPUs are not known, or if the items take
 * no longer where more pods run than there are CPUs: pods that mostly wait do not share them.
 */
export function cpuCap(facts: Facts): CpuCap | undefined {
  const allocatableCpu = facts.cluster?.allocatableCpu;
  if (!allocatableCpu) return undefined;
  const shared = sharedCpus(allocatableCpu);
  const requested = mostAtOnce(facts);
  const requestedCpu = requestedOf(facts)?.cpu;
  if (requestedCpu !== undefined && requested <= shared) {
    return { parallelism: requested, kind: "requests", allocatableCpu, requestedCpu };
  }
  const stretch = lapStretch(facts);
  if (stretch && !stretch.lengthens) return undefined;
  return {
    parallelism: shared,
    kind: "shared",
    allocatableCpu,
    ...(stretch && { lapStretch: toSixDigits(stretch.factor) }),
  };
}

/** How the laps of the widest lane compare with those of the lanes whose pods have a CPU each. */
export interface LapStretch {
  readonly factor: number;
  /** By more than the root of what pods would take that do nothing but compute. */
  readonly lengthens: boolean;
}

/** `undefined` if the race has no lanes on both sides of the number of CPUs, or no laps. */
export function lapStretch({ cluster, heats, lanes }: Facts): LapStretch | undefined {
  if (!cluster?.allocatableCpu) return undefined;
  const cpus = sharedCpus(cluster.allocatableCpu);
  const laps = lanes.flatMap((lane) => {
    const atOnce = podsAtOnce(lane);
    if (atOnce === undefined) return [];
    const own = heats.filter((heat) => heat.valid && heat.lane === lane.name);
    const medians = own.flatMap((heat) => heat.lapSummary?.medianSeconds ?? []);
    return medians.length === 0 ? [] : [{ atOnce, seconds: mean(medians) }];
  });
  const alone = laps.filter((it) => it.atOnce <= cpus && it.seconds > 0);
  const most = laps.reduce((greatest, it) => Math.max(greatest, it.atOnce), 0);
  if (alone.length === 0 || most <= cpus) return undefined;
  const secondsOf = (some: typeof laps): number => mean(some.map((it) => it.seconds));
  const factor = secondsOf(laps.filter((it) => it.atOnce === most)) / secondsOf(alone);
  return { factor, lengthens: factor > Math.sqrt(most / cpus) };
}

/** The most pods that fit at once, by what was seen and by what they request; Infinity if neither tells. At least 1. */
export function mostAtOnce(facts: Facts): number {
  return Math.min(fitByRequests(facts) ?? Infinity, seenToFit(facts) ?? Infinity);
}

/** The most pods that had a place at once in the heats of lanes that wanted more. */
export function seenToFit({ lanes }: Pick<Facts, "lanes">): number | undefined {
  const seen = lanes.flatMap(({ fitAtOnce }) => fitAtOnce ?? []);
  return seen.length === 0 ? undefined : Math.max(...seen);
}

/**
 * The most pods whose CPU and memory requests fit at once, node by node; `undefined` if they request no CPU, or if more
 * were seen to run, as on nodes that came later. An upper bound: other pods may have taken some of it. At least 1.
 */
export function fitByRequests(facts: Pick<Facts, "cluster" | "heats">): number | undefined {
  const { cluster, heats } = facts;
  const { cpu, memoryBytes } = requestedOf(facts) ?? {};
  if (!cluster?.allocatableCpu || !cpu) return undefined;
  const nodes = cluster.allocatable ?? [{ cpu: cluster.allocatableCpu, memoryBytes: Infinity }];
  const fitting = nodes.reduce((pods, node) => {
    const byMemory = memoryBytes ? node.memoryBytes / memoryBytes : Infinity;
    return pods + Math.floor(Math.min(node.cpu / cpu, byMemory));
  }, 0);
  const most = Math.max(1, fitting);
  return heats.some((heat) => seenAtOnce(heat) > most) ? undefined : most;
}

/** Containers that ran at the same time, of those whose times are known well enough to tell. */
function seenAtOnce({ pods = [] }: HeatResult): number {
  const spans = pods.map(podSpan).flatMap((span) => (span.work && span.workResolutionSeconds < 0.1 ? span.work : []));
  const changes = spans.flatMap(({ start, end }) => [
    { at: start, by: 1 },
    { at: end, by: -1 },
  ]);
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of changes) most = Math.max(most, (now += by));
  return most;
}

/** 1.93 CPUs are a node of two with a little reserved. */
export function sharedCpus(allocatableCpu: number): number {
  return Math.max(1, Math.round(allocatableCpu));
}

/** What one pod requests, where it requests CPU. */
export function requestedOf({ heats }: Pick<Facts, "heats">): HeatResult["requests"] {
  return heats.find((heat) => heat.requests?.cpu)?.requests;
}
