import { quantity } from "./quantity";

const NEVER_MENDS = /violates PodSecurity|denied the request|(maximum|minimum) [\w./-]+ usage per/i;
const QUOTA = /exceeded quota: [^,]+, requested: (.+), used: (.+), limited: (.+)$/;

/**
 * Whether no waiting fixes this refusal of a pod: a policy, a webhook or a limit says no, or the pod alone asks for more
 * than a quota has. A quota that is only used up may be free again in a moment, when the pods before have been counted.
 */
export function isClearRefusal(message: string): boolean {
  const [, requested, , limited] = QUOTA.exec(message) ?? [];
  if (requested === undefined || limited === undefined) return NEVER_MENDS.test(message);
  const limits = amounts(limited);
  return [...amounts(requested)].some(([resource, amount]) => amount > (limits.get(resource) ?? Infinity));
}

/** `cpu=2,memory=1Gi` as numbers by resource. */
function amounts(list: string): Map<string, number> {
  return new Map(
    list.split(",").map((entry): [string, number] => {
      const [resource = "", amount] = entry.split("=");
      return [resource, quantity(amount) ?? 0];
    }),
  );
}
