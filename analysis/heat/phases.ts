import { kindOf, type LaneNumbers } from "../../plan/lane-kind";
import { criticalPath, isWhole } from "./critical-path";
import type { PodSpan } from "./pod-span";
import type { Phases } from "../results/results";
import { toMicroseconds } from "../statistics/rounding";

/** The end of the heat or its start, and how well that is known. */
export interface HeatEdge {
  readonly at: number;
  readonly width: number;
}

/** The phases of a heat, and the width of the interval in which each one's true value lies. */
export interface MeasuredPhases {
  readonly phases: Phases;
  readonly phaseResolutionSeconds: Phases;
  /** Absent where no pod was seen from its creation to its end. */
  readonly criticalPods?: number;
}

/**
 * Divides the time between the first pod's creation and the Job's end, by what the pods on the critical path were in
 * at each instant. The time before the path's first pod was created counts as schedule.
 *
 * Pods that were not observed may have been on the path: then the gaps between its pods, and behind the last one, are
 * unexplained rather than hand-over and completion lag.
 */
export function phasesOf(pods: readonly PodSpan[], from: HeatEdge, to: HeatEdge, lane: LaneNumbers): MeasuredPhases {
  const whole = pods.filter(isWhole);
  const complete = whole.length >= (kindOf(lane).fewestPods(lane) ?? pods.length);
  const path = criticalPath(whole, complete ? lane.parallelism : undefined);
  const seconds = none();
  const widths = none();

  let now = from.at;
  let known = from.width;
  /** Each part of a phase is known as well as its two ends are. */
  const spend = (phase: keyof Phases, until: number | undefined, width: number): void => {
    if (until === undefined || until <= now) return;
    seconds[phase] += Math.min(until, to.at) - now;
    widths[phase] += known + width;
    now = Math.min(until, to.at);
    known = width;
  };
  const between = complete ? "handOverSeconds" : "unexplainedSeconds";
  path.forEach((pod, index) => {
    const { pulling, pulled, pullResolutionSeconds: pull, workResolutionSeconds: work } = pod;
    spend(index === 0 ? "scheduleSeconds" : between, pod.created, pod.createdResolutionSeconds);
    spend("scheduleSeconds", pod.scheduled, pod.scheduledResolutionSeconds);
    spend("startSeconds", pulling, pull);
    spend("pullSeconds", pulling === undefined ? undefined : pulled, pull);
    spend("startSeconds", pod.work.start, work);
    spend("workSeconds", pod.work.end, work);
  });
  spend(complete ? "completionLagSeconds" : "unexplainedSeconds", to.at, to.width);
  return {
    phases: rounded(seconds),
    phaseResolutionSeconds: rounded(widths),
    ...(path.length > 0 && { criticalPods: path.length }),
  };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function none(): Mutable<Phases> {
  return {
    scheduleSeconds: 0,
    pullSeconds: 0,
    startSeconds: 0,
    workSeconds: 0,
    handOverSeconds: 0,
    completionLagSeconds: 0,
    unexplainedSeconds: 0,
  };
}

function rounded(phases: Mutable<Phases>): Phases {
  for (const phase of Object.keys(phases) as (keyof Phases)[]) phases[phase] = toMicroseconds(phases[phase]);
  return phases;
}
