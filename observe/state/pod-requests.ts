import type { WireContainer, WirePodSpec } from "../api/kubernetes-objects";
import { quantity } from "./quantity";

/** CPU in cores, memory in bytes; a resource nobody requests is absent. */
export interface PodRequests {
  readonly cpu?: number;
  readonly memoryBytes?: number;
}

/**
 * What a pod requests, by the scheduler's rules (Kubernetes, `component-helpers/resource`, `PodRequests`): its containers and
 * sidecars together, or an init container with the sidecars that were started before it, whichever is more; a request of the whole
 * pod instead; then the overhead of its runtime class. A limit stands in for an absent request.
 */
export function podRequests(spec: WirePodSpec | undefined): PodRequests | undefined {
  const cpu = requestOf(spec, "cpu");
  const memoryBytes = requestOf(spec, "memory");
  if (cpu === undefined && memoryBytes === undefined) return undefined;
  return { ...(cpu !== undefined && { cpu }), ...(memoryBytes !== undefined && { memoryBytes }) };
}

function requestOf(spec: WirePodSpec | undefined, resource: string): number | undefined {
  const own = asked(spec?.resources, resource) ?? containersRequest(spec, resource);
  const overhead = quantity(spec?.overhead?.[resource]);
  return own === undefined && overhead === undefined ? undefined : (own ?? 0) + (overhead ?? 0);
}

function containersRequest(spec: WirePodSpec | undefined, resource: string): number | undefined {
  const containers = spec?.containers ?? [];
  const initContainers = spec?.initContainers ?? [];
  const asks = ({ resources }: WireContainer) => asked(resources, resource);
  if ([...containers, ...initContainers].every((container) => asks(container) === undefined)) return undefined;
  let sidecars = 0;
  let starting = 0;
  for (const container of initContainers) {
    const request = asks(container) ?? 0;
    if (container.restartPolicy === "Always") sidecars += request;
    starting = Math.max(starting, container.restartPolicy === "Always" ? sidecars : sidecars + request);
  }
  const running = containers.reduce((sum, container) => sum + (asks(container) ?? 0), sidecars);
  return Math.max(running, starting);
}

function asked(resources: WireContainer["resources"], resource: string): number | undefined {
  return quantity(resources?.requests?.[resource] ?? resources?.limits?.[resource]);
}
