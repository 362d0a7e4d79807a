import { instantOfNanoseconds, utcInstant } from "./rfc3339";
import type { WireEvent } from "../api/kubernetes-objects";

const HEX_NANOSECONDS = /^[0-9a-f]{15,16}$/;
const DAY_NANOSECONDS = 86_400_000_000_000n;

/**
 * When an event happened, as precisely as it tells: its `eventTime` (µs), else the nanoseconds in its name, else its
 * timestamps (1 s).
 *
 * Kubernetes' recorders name an event after its object, a dot and the time in hexadecimal nanoseconds; some use a UUID
 * instead, and an object's name may have dots. So: what follows the last dot, if it is within a day of what the event's
 * own timestamp says.
 */
export function eventInstant(event: WireEvent): string | undefined {
  return utcInstant(event.eventTime) ?? nameInstant(event) ?? coarseInstant(event);
}

function nameInstant(event: WireEvent): string | undefined {
  const name = event.metadata?.name ?? "";
  const suffix = name.slice(name.lastIndexOf(".") + 1);
  if (!HEX_NANOSECONDS.test(suffix)) return undefined;
  const nanoseconds = BigInt(`0x${suffix}`);
  const coarse = coarseInstant(event);
  if (coarse === undefined) return undefined;
  const distance = nanoseconds - BigInt(Date.parse(coarse)) * 1_000_000n;
  if (distance > DAY_NANOSECONDS || distance < -DAY_NANOSECONDS) return undefined;
  return instantOfNanoseconds(nanoseconds);
}

function coarseInstant(event: WireEvent): string | undefined {
  return utcInstant(event.firstTimestamp) ?? utcInstant(event.metadata?.creationTimestamp);
}
