import type { WireContainer, WirePodSpec } from "../api/kubernetes-objects";

const QUANTITY = /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;
const FACTORS: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A Kubernetes quantity (`500m`, `1Gi`, `2`) as a number; `undefined` for what is none. */
export function quantity(text: string | number | undefined): number | undefined {
  const match = QUANTITY.exec(String(text ?? ""));
  if (match === null) return undefined;
  const [, digits, suffix] = match;
  if (suffix === undefined) return Number(digits);
  const factor = FACTORS[suffix];
  return factor === undefined ? Number(`${digits ?? ""}${suffix}`) : Number(digits) * factor;
}

/**
 * What one pod of this template requests, as the scheduler counts it: the containers' sum or the greatest init
 * container, whichever is more; a limit stands in for an absent request. A resource nobody requests is absent.
 */
export function podRequests(spec: WirePodSpec | undefined): { cpu?: number; memoryBytes?: number } | undefined {
  const cpu = effectiveRequest(spec, "cpu");
  const memoryBytes = effectiveRequest(spec, "memory");
  if (cpu === undefined && memoryBytes === undefined) return undefined;
  return { ...(cpu !== undefined && { cpu }), ...(memoryBytes !== undefined && { memoryBytes }) };
}

function effectiveRequest(spec: WirePodSpec | undefined, resource: string): number | undefined {
  const running = requestsOf(spec?.containers, resource);
  const starting = requestsOf(spec?.initContainers, resource);
  if (running.length === 0 && starting.length === 0) return undefined;
  const sum = running.reduce((total, request) => total + request, 0);
  return Math.max(sum, ...starting);
}

function requestsOf(containers: readonly WireContainer[] | undefined, resource: string): number[] {
  return (containers ?? [])
    .map(({ resources }) => quantity(resources?.requests?.[resource] ?? resources?.limits?.[resource]))
    .filter((request) => request !== undefined);
}
