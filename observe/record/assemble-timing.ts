import { kindOf } from "../../plan/lane-kind";
import { completionEventAt } from "./completion-event";
import { failedTries } from "./failed-tries";
import { checkMarks } from "./log-marks";
import { notAsAsked } from "./obstacles";
import { fitAtOnce } from "./room";
import { queuedSeconds } from "./suspension";
import { jobFacts } from "../state/job-facts";
import type { HeatRequest } from "../heat-request";
import type { HeatState } from "../state/heat-state";
import type { ClusterFacts, HeatTiming } from "../heat-timing";
import { secondsFromTo } from "../state/rfc3339";
import type { WireJob } from "../api/kubernetes-objects";
import type { LogTimes } from "./pod-log";
import { podTimings } from "./pod-timing";
import { podRequests } from "../state/pod-requests";
import { disturbances } from "./disturbances";

/** All that was gathered of a complete heat. */
export interface Gathered {
  readonly request: HeatRequest;
  readonly job: WireJob;
  readonly state: HeatState;
  readonly logs: ReadonlyMap<string, LogTimes>;
  /** Whether all that the cluster told of it was heard, from its beginning on. @default false */
  readonly isWhole?: boolean;
  /** Names of other Jobs of the stack that ran at the same time. */
  readonly others: readonly string[];
  readonly cluster: ClusterFacts | undefined;
  readonly observedSeconds: number | undefined;
}

/** The record of a complete heat. Pure. Throws if the Job has no start or completion time. */
export function heatTiming(gathered: Gathered): HeatTiming {
  const { request, state, job, cluster, observedSeconds } = gathered;
  const { startedAt, completedAt: endedAt, createdAt } = state.job ?? {};
  if (startedAt === undefined || endedAt === undefined || createdAt === undefined) {
    throw new Error(`Expected the complete Job ${request.job} to have a start and a completion time, got none.`);
  }
  const completed = completionEventAt(state);
  const tries = failedTries(job);
  const marks = checkMarks(request, state, gathered.logs);
  const queued = queuedSeconds(state);
  const fit = fitAtOnce(state);
  const seen = [...state.pods.values()].find(({ facts }) => facts.requests !== undefined)?.facts.requests;
  const requests = seen ?? podRequests(job.spec?.template?.spec);
  return {
    lane: request.lane,
    round: request.round,
    run: request.run,
    job: request.job,
    namespace: request.namespace,
    uid: state.uid,
    ...(request.kind !== undefined && request.kind !== "split" && { kind: request.kind }),
    parallelism: request.parallelism,
    ...(request.completions !== undefined && { completions: request.completions }),
    items: request.items,
    createdAt,
    startedAt,
    endedAt,
    ...(completed !== undefined && { completedAt: completed }),
    durationSeconds: secondsFromTo(startedAt, endedAt),
    ...(observedSeconds !== undefined && { observedSeconds }),
    pods: podTimings(request, state, gathered.logs).map((pod) =>
      marks.doubtful.has(pod.uid) ? { ...pod, itemsAt: [] } : pod,
    ),
    ...(marks.remark !== undefined && { remarks: [marks.remark] }),
    ...(tries.length > 0 && { failedTries: tries }),
    ...(queued !== undefined && { queuedSeconds: queued }),
    ...(fit !== undefined && { fitAtOnce: fit }),
    disturbances: [
      ...disturbances(state),
      ...notAsAsked(request, jobFacts(job), state.job),
      ...overlapDisturbance(gathered.others),
      ...missingPods(state, gathered.isWhole ?? false),
    ],
    ...(requests && { requests }),
    ...(cluster && { cluster }),
  };
}

function overlapDisturbance(others: readonly string[]): string[] {
  if (others.length === 0) return [];
  const names = others.slice(0, 3).join(", ");
  const more = others.length > 3 ? ` and ${others.length - 3} more` : "";
  return [`Another Job of this stack ran at the same time: ${names}${more}.`];
}

/**
 * Fewer pods than the Job needed or counts as succeeded: somebody deleted them before they were read; or, where nothing of the
 * heat was missed, its controller counted some twice (kubernetes/kubernetes#130103).
 */
function missingPods({ pods, job, counts }: HeatState, isWhole: boolean): string[] {
  if (job === undefined) return [];
  const needed = Math.max(kindOf(job.numbers).fewestPods(job.numbers) ?? 0, job.succeeded);
  if (pods.size >= needed) return [];
  const ranAll = isWhole && counts.succeeded === pods.size && pods.size > 0;
  return [
    ranAll
      ? `Only ${pods.size} pods ran, and the Job counts ${needed}: its controller took some twice, as it may in a busy cluster.`
      : `Only ${pods.size} of ${needed} pods were there to be read.`,
  ];
}
