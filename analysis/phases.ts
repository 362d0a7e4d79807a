import { criticalPath, isWhole } from "./critical-path";
import type { PodSpan } from "./pod-span";
import type { Phases } from "./results";
import { toMicroseconds } from "./rounding";

type Phase = "schedule" | "pull" | "start" | "work" | "handOver" | "lag" | "unexplained";

/**
 * Divides the time between the first pod's creation and the Job's end, by what the pods on the critical path were in
 * at each instant. The time before the path's first pod was created counts as schedule.
 *
 * Pods that were not observed may have been on the path: then the gaps between its pods, and behind the last one, are
 * unexplained rather than hand-over and completion lag.
 */
export function phasesOf(pods: readonly PodSpan[], from: number, to: number, lane: Needs): Phases {
  const whole = pods.filter(isWhole);
  const complete = whole.length >= (lane.completions ?? pods.length);
  const path = criticalPath(whole, complete ? lane.parallelism : undefined);
  const seconds: Record<Phase, number> = {
    schedule: 0,
    pull: 0,
    start: 0,
    work: 0,
    handOver: 0,
    lag: 0,
    unexplained: 0,
  };

  let now = from;
  const spend = (phase: Phase, until: number | undefined): void => {
    if (until === undefined || until <= now) return;
    seconds[phase] += Math.min(until, to) - now;
    now = Math.min(until, to);
  };
  path.forEach((pod, index) => {
    spend(index === 0 ? "schedule" : complete ? "handOver" : "unexplained", pod.created);
    spend("schedule", pod.scheduled);
    spend("start", pod.pulling);
    spend("pull", pod.pulling === undefined ? undefined : pod.pulled);
    spend("start", pod.work.start);
    spend("work", pod.work.end);
  });
  spend(complete ? "lag" : "unexplained", to);

  return {
    scheduleSeconds: toMicroseconds(seconds.schedule),
    pullSeconds: toMicroseconds(seconds.pull),
    startSeconds: toMicroseconds(seconds.start),
    workSeconds: toMicroseconds(seconds.work),
    handOverSeconds: toMicroseconds(seconds.handOver),
    completionLagSeconds: toMicroseconds(seconds.lag),
    unexplainedSeconds: toMicroseconds(seconds.unexplained),
  };
}

/** What the heat's lane needs; unknown for some hand-made heats. */
interface Needs {
  readonly completions?: number;
  readonly parallelism?: number;
}
