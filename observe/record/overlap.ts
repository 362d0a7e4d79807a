import type { WireJob } from "../api/kubernetes-objects";

/**
 * The names of other Jobs that ran at the same time, by the cluster's clock. One that ended in the second in which this
 * one started does not count: Kubernetes keeps whole seconds, and heats follow on each other's heels.
 */
export function overlapping(
  jobs: readonly WireJob[],
  own: { uid: string; startedAt: string; endedAt: string },
): string[] {
  return jobs
    .filter((job) => {
      const startedAt = job.status?.startTime;
      if (job.metadata?.uid === own.uid || startedAt === undefined) return false;
      const endedAt = jobEnd(job);
      return startedAt < own.endedAt && (endedAt === undefined || own.startedAt < endedAt);
    })
    .map(({ metadata }) => metadata?.name ?? "");
}

/** When a Job ended; a failed one has no completion time, but its condition has. */
function jobEnd({ status }: WireJob): string | undefined {
  const failed = status?.conditions?.find(({ type, status: holds }) => type === "Failed" && holds === "True");
  return status?.completionTime ?? failed?.lastTransitionTime;
}
