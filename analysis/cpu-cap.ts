import type { RaceFacts } from "./race-facts";
import type { CpuCap } from "./scaling-results";

type Facts = Pick<RaceFacts, "cluster" | "heats">;

/**
 * From which parallelism on the CPUs end the gain, for pods that keep one CPU busy; `undefined` if the cluster's CPUs
 * are not known.
 */
export function cpuCap(facts: Facts): CpuCap | undefined {
  const allocatableCpu = facts.cluster?.allocatableCpu;
  if (!allocatableCpu) return undefined;
  // 1.93 CPUs are a node of two with a little reserved.
  const shared = Math.max(1, Math.round(allocatableCpu));
  const requested = mostAtOnce(facts);
  const requestedCpu = facts.heats.find((heat) => heat.requests?.cpu)?.requests?.cpu;
  return requestedCpu !== undefined && requested <= shared
    ? { parallelism: requested, kind: "requests", allocatableCpu, requestedCpu }
    : { parallelism: shared, kind: "shared", allocatableCpu };
}

/** Pods whose requests fit at once; Infinity if they request no CPU. At least 1: a heat did run. */
export function mostAtOnce({ cluster, heats }: Facts): number {
  const requestedCpu = heats.find((heat) => heat.requests?.cpu)?.requests?.cpu;
  if (!cluster?.allocatableCpu || !requestedCpu) return Infinity;
  return Math.max(1, Math.floor(cluster.allocatableCpu / requestedCpu));
}
