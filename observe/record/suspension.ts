import type { HeatState } from "../state/heat-state";
import { secondsFromTo } from "../state/rfc3339";

/**
 * How long the Job waited in a queue: suspended from its creation, and resumed before any pod of it was made. Kubernetes
 * sets its start to the moment of the resume, so the heat's times have nothing of it. In whole seconds; absent for a Job
 * that was never suspended, or one whose pods had begun.
 */
export function queuedSeconds(state: HeatState): number | undefined {
  const { job, everSuspended } = state;
  if (!everSuspended || job?.startedAt === undefined || job.createdAt === "" || hadPodsBefore(state)) return undefined;
  return Math.max(0, secondsFromTo(job.createdAt, job.startedAt));
}

/** Suspended after a pod was made: its clock began again, but its work had not. */
export function wasInterrupted(state: HeatState): boolean {
  return state.everSuspended && queuedSeconds(state) === undefined;
}

/** Pods, or events about pods, from before the start that the Job has now. Whole seconds: the same one is no earlier. */
function hadPodsBefore(state: HeatState): boolean {
  const startSecond = (state.job?.startedAt ?? "").slice(0, 19);
  const told = state
    .eventsAbout(state.uid)
    .filter(({ reason }) => reason === "SuccessfulCreate" || reason === "SuccessfulDelete");
  return (
    [...state.pods.values()].some(({ facts }) => facts.createdAt.slice(0, 19) < startSecond) ||
    told.some(({ at, reason }) => reason === "SuccessfulDelete" || (at !== undefined && at.slice(0, 19) < startSecond))
  );
}
