import type { HeatState, PodRecord } from "../state/heat-state";
import { kindOf } from "../../plan/lane-kind";
import type { Graces } from "../heat-request";
import { isClearRefusal } from "../state/refusal";
import type { Reason } from "./wait-error";

/**
 * How a heat stands.
 *
 * `isFinal` failures are the cluster's last word (or the deadline). The others are read from signs, and must be confirmed
 * against a fresh reading before they are reported.
 */
export type Verdict =
  | { readonly status: "waiting" }
  | { readonly status: "ending"; readonly condition: string }
  | { readonly status: "complete" }
  | { readonly status: "failed"; readonly reason: Reason; readonly detail: string; readonly isFinal: boolean };

export const DEFAULT_GRACES: Graces = { podTroubleMs: 30_000, unschedulableMs: 30_000, refusalMs: 10_000 };

/** How the heat stands at `nowMs`. Pure; only `Complete=True` and `Failed=True` of the pinned Job are its end. */
export function judge(state: HeatState, nowMs: number, graces: Graces): Verdict {
  const { job, jobGone } = state;
  if (job?.failure) {
    const { reason, message } = job.failure;
    return failed("JobFailed", message === "" ? reason : `${reason}: ${message}`, true);
  }
  if (job?.complete === true) return { status: "complete" };
  if (nowMs >= state.deadlineMs) return failed("Deadline", "", true);
  if (jobGone?.otherUid !== undefined) return failed("JobReplaced", jobGone.otherUid, false);
  if (jobGone) return failed("JobGone", "it is not there any more", false);
  if (job?.beingDeleted === true) return failed("JobGone", "it is being deleted", false);
  if (job?.ending !== undefined) return { status: "ending", condition: job.ending };
  return (
    troubled(state, nowMs, graces) ??
    refused(state, nowMs, graces) ??
    ignored(state, nowMs, graces) ?? { status: "waiting" }
  );
}

/** The next moment at which the verdict may change although nothing happens. */
export function nextCheckMs(state: HeatState, nowMs: number, graces: Graces): number {
  const refusal = state.refusal ? [refusalDueMs(state, state.refusal.sinceMs, graces)] : [];
  const looks = [...troubles(state, graces).map(({ dueMs }) => dueMs), ...ignoredDueMs(state, graces), ...refusal];
  const dues = looks.filter((due) => due > nowMs);
  return Math.min(state.deadlineMs, ...dues);
}

function troubled(state: HeatState, nowMs: number, graces: Graces): Verdict | undefined {
  const due = troubles(state, graces).find(({ dueMs }) => nowMs >= dueMs);
  return due && podFailure(due.pod);
}

function podFailure({ facts }: PodRecord): Verdict | undefined {
  const { trouble, name } = facts;
  if (!trouble) return undefined;
  const image = trouble.image === undefined ? "" : ` (image ${trouble.image})`;
  const detail = `pod ${name}${image}: ${trouble.reason}${trouble.message === "" ? "" : `: ${trouble.message}`}`;
  const reasons = {
    image: "ImagePull",
    config: "ContainerConfig",
    volume: "PodNotStarted",
    unschedulable: "Unschedulable",
    unseen: "NoScheduler",
    gated: "Unschedulable",
  } as const;
  return failed(reasons[trouble.kind], detail, false);
}

/**
 * The pods whose trouble counts as failure first, and when. While others of the heat have a node, one without may only be
 * waiting for their place: slow and disturbed, but not stuck. Its grace begins when the last of them has ended, for the
 * scheduler needs its time.
 */
function troubles(state: HeatState, graces: Graces): { readonly pod: PodRecord; readonly dueMs: number }[] {
  const { stuck, unschedulable } = state.longest;
  const found = [];
  if (stuck) found.push({ pod: stuck, dueMs: (stuck.troubleSinceMs ?? 0) + graces.podTroubleMs });
  if (unschedulable && state.counts.placed === 0) {
    const sinceMs = Math.max(unschedulable.troubleSinceMs ?? 0, state.unplacedSinceMs);
    found.push({ pod: unschedulable, dueMs: sinceMs + graces.unschedulableMs });
  }
  return found;
}

function refused(state: HeatState, nowMs: number, graces: Graces): Verdict | undefined {
  const { refusal, job } = state;
  if (!refusal || state.counts.unfinished > 0) return undefined;
  if (job && kindOf(job.numbers).isDone(job.numbers, job)) return undefined;
  const [lastSecond, newestSecond] = [refusal.lastAt, state.newestPodAt].map((at) => at?.slice(0, 19));
  if (lastSecond !== undefined && newestSecond !== undefined && newestSecond > lastSecond) return undefined;
  const isClear = state.pods.size === 0 && isClearRefusal(refusal.message);
  if (!isClear && nowMs < refusalDueMs(state, refusal.sinceMs, graces)) return undefined;
  return failed("PodsRefused", refusal.message, false);
}

/** Its `managedBy` names a controller that does nothing about it. */
function ignored(state: HeatState, nowMs: number, graces: Graces): Verdict | undefined {
  const [dueMs = Infinity] = ignoredDueMs(state, graces);
  return nowMs < dueMs ? undefined : failed("NoController", state.job?.managedBy ?? "", false);
}

function ignoredDueMs({ job, pods, startMs }: HeatState, graces: Graces): number[] {
  const isIgnored = job?.managedBy !== undefined && job.startedAt === undefined && !job.suspended && pods.size === 0;
  return isIgnored ? [startMs + graces.unschedulableMs] : [];
}

function refusalDueMs({ idleSinceMs }: HeatState, sinceMs: number, graces: Graces): number {
  return Math.max(sinceMs, idleSinceMs) + graces.refusalMs;
}

function failed(reason: Reason, detail: string, isFinal: boolean): Verdict {
  return { status: "failed", reason, detail, isFinal };
}
