import { readInstant } from "../../analysis/heat/moment";

/** Clocks of one cluster may differ by seconds, not by more. */
const CLOCKS_SECONDS = 300;

/** The first moment of a heat's end that lies before one of its pods was created, in the words of a mistake. */
export function endsBeforePods(where: string, heat: Readonly<Record<string, unknown>>): string[] {
  const pods: readonly unknown[] = Array.isArray(heat["pods"]) ? heat["pods"] : [];
  const created = pods.reduce<number>((latest, pod) => {
    const at = typeof pod === "object" && pod !== null && "createdAt" in pod ? secondsOf(pod.createdAt) : undefined;
    return at === undefined ? latest : Math.max(latest, at);
  }, -Infinity);
  return ["endedAt", "completedAt"]
    .filter((key) => (secondsOf(heat[key]) ?? Infinity) < created - CLOCKS_SECONDS)
    .map((key) => `${where}.${key}: expected a time after the heat's pods were created, got ${String(heat[key])}`)
    .slice(0, 1);
}

function secondsOf(value: unknown): number | undefined {
  return typeof value === "string" ? readInstant(value)?.seconds : undefined;
}
