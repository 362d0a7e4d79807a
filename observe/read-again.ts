import { faultText } from "./api/api-fault";
import type { HeatRequest, WaitTools } from "./heat-request";
import type { HeatTiming, PodTiming } from "./heat-timing";
import { keptStandstill } from "./record/standstill";
import { timeHeat } from "./time-heat";

/** A finished heat is all there; more than this is a cluster that does not answer. */
const LONGEST_SECONDS = 60;

/**
 * The record of a finished heat, read again because its pattern or its container is another now. What the cluster has
 * forgotten meanwhile (events live an hour, nodes are drained) is not lost for it: a poorer record never replaces a better
 * one, which is kept with a sentence that says so. Never rejects.
 */
export async function readAgain(tools: WaitTools, request: HeatRequest, old: HeatTiming): Promise<HeatTiming> {
  const seconds = Math.min(request.timeoutSeconds, LONGEST_SECONDS);
  try {
    const read = await timeHeat(tools, { ...request, uid: old.uid, timeoutSeconds: seconds });
    const fresh = withFirstStandstill(read, old);
    const lost = whatIsLost(old, fresh);
    if (lost !== undefined) return kept(old, request, lost);
    // Only those who waited can have these.
    const { observedSeconds, queuedSeconds, failedTries } = old;
    return {
      ...fresh,
      ...(observedSeconds !== undefined && { observedSeconds }),
      ...(queuedSeconds !== undefined && { queuedSeconds }),
      ...(failedTries !== undefined && { failedTries }),
    };
  } catch (error) {
    return kept(old, request, faultText(error).replace(/: expected .*, got /, ", "));
  }
}

/** Who first recorded the heat knows how closely it was watched; whoever reads it again finds it ended. */
function withFirstStandstill({ remarks = [], ...fresh }: HeatTiming, old: HeatTiming): HeatTiming {
  const [first, now] = [keptStandstill(old), keptStandstill({ ...fresh, remarks })];
  const told = [...remarks.filter((text) => !now.remarks.includes(text)), ...first.remarks];
  return {
    ...fresh,
    ...(told.length > 0 && { remarks: told }),
    disturbances: [...fresh.disturbances.filter((text) => !now.disturbances.includes(text)), ...first.disturbances],
  };
}

/** What the fresh record lacks that the old one has, in words; `undefined` if nothing. Pure. */
function whatIsLost(old: HeatTiming, fresh: HeatTiming): string | undefined {
  if (fresh.uid !== old.uid) return "another Job is there in its place";
  const pods = new Map(fresh.pods.map((pod) => [pod.uid, pod]));
  const gone = old.pods.filter(({ uid }) => !pods.has(uid)).length;
  const some = (count: number) => (old.pods.length === 1 ? "its pod" : `${count} of its ${old.pods.length} pods`);
  if (gone > 0) return `${some(gone)} ${gone === 1 ? "is" : "are"} gone`;
  if (old.completedAt !== undefined && fresh.completedAt === undefined) return "its events are gone";
  const poorer = old.pods.filter((pod) => OBSERVED.some((field) => isCoarser(pod[field], pods.get(pod.uid)?.[field])));
  if (poorer.length > 0) return `events or logs of ${some(poorer.length)} are gone`;
  const more = fresh.disturbances.filter((text) => !old.disturbances.includes(text));
  return more.length > 0 ? `what is left says: ${more.join(" ")}` : undefined;
}

const OBSERVED = [
  "createdAt",
  "scheduledAt",
  "pulledAt",
  "containerCreatedAt",
  "containerStartedAt",
  "firstLogAt",
  "lastLogAt",
  "finishedAt",
] as const satisfies readonly (keyof PodTiming)[];

/** Absent, or with fewer digits. */
function isCoarser(old: string | undefined, fresh: string | undefined): boolean {
  return old !== undefined && (fresh === undefined || fresh.length < old.length);
}

function kept(old: HeatTiming, { itemPattern, container }: HeatRequest, why: string): HeatTiming {
  const remark = `Kept as it was first read, not by the pattern “${itemPattern}” in container “${container}”: ${why.replace(/[.]$/, "")}.`;
  const others = (old.remarks ?? []).filter((text) => !text.startsWith("Kept as it was first read"));
  return { ...old, remarks: [...others, remark] };
}
