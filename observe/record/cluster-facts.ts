import { getVersion, listNodes } from "../api/cluster-api";
import { listAll } from "../api/follow";
import type { WaitTools } from "../heat-request";
import type { ClusterFacts } from "../heat-timing";
import type { WireNode } from "../api/kubernetes-objects";
import { quantity } from "../state/quantity";
import { persist } from "../api/retry";

/** Every heat keeps the list, and the stack's outputs hold every heat. */
const MOST_LISTED = 32;

/** What the race runs on; nodes are absent where the credentials may not read them. */
export async function readClusterFacts(tools: WaitTools, signal: AbortSignal): Promise<ClusterFacts> {
  const { api } = tools;
  const [version, nodes] = await Promise.all([
    persist(tools, { signal }, (inner) => api.call(getVersion(), inner)),
    readNodes(tools, signal),
  ]);
  const { gitVersion } = version as { gitVersion?: string };
  return { kubernetesVersion: gitVersion ?? "unknown", ...nodes };
}

async function readNodes(tools: WaitTools, signal: AbortSignal): Promise<Omit<ClusterFacts, "kubernetesVersion">> {
  let nodes: readonly WireNode[] = [];
  const onList = (items: readonly WireNode[]) => {
    nodes = items;
  };
  try {
    await persist(tools, { signal }, (inner) =>
      listAll(tools, { list: listNodes(), keep: (node: WireNode) => node, onList }, inner),
    );
  } catch {
    // Reading nodes is a cluster-wide right that a race does not need.
    return {};
  }
  return nodeFacts(nodes);
}

/** What pods may use of the nodes that take new ones. */
export function nodeFacts(nodes: readonly WireNode[]): Omit<ClusterFacts, "kubernetesVersion"> {
  const allocatable = nodes
    .filter(({ spec }) => spec?.unschedulable !== true)
    .map(({ status }) => ({
      cpu: quantity(status?.allocatable?.["cpu"]) ?? 0,
      memoryBytes: quantity(status?.allocatable?.["memory"]) ?? 0,
    }));
  return {
    nodes: allocatable.length,
    allocatableCpu: allocatable.reduce((sum, { cpu }) => sum + cpu, 0),
    allocatableMemoryBytes: allocatable.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    ...(allocatable.length <= MOST_LISTED && { allocatable }),
  };
}
