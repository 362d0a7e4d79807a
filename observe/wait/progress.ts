import { kindOf } from "../../plan/lane-kind";
import type { HeatRequest } from "../heat-request";
import type { HeatState } from "../state/heat-state";

/** Lines closer together than this would only flicker. */
const SHORTEST_PAUSE_MS = 2_000;
const LONGEST_SILENCE_MS = 30_000;

/** What fits the last column of Pulumi's display at 100 columns. */
const WIDTH = 24;

/** `4/10, 12 s parallel`: pods that are done, of how many; at most 24 characters, and the numbers where a narrow row has room. */
export function progressText(
  request: HeatRequest,
  state: HeatState,
  { elapsedMs, ending = false }: { readonly elapsedMs: number; readonly ending?: boolean },
): string {
  const expected = kindOf(request).mostPods(request) ?? "?";
  const standing = state.job?.suspended === true ? "suspended" : `${podsDone(state)}/${expected}`;
  return withLane(request.lane, `${ending ? "ending " : ""}${standing}, ${(elapsedMs / 1000).toFixed(0)} s`);
}

/** `done in 12 s parallel`. */
export function doneText({ lane }: HeatRequest, durationSeconds: number): string {
  return withLane(lane, `done in ${durationSeconds} s`);
}

function withLane(lane: string, text: string): string {
  const room = Math.max(1, WIDTH - text.length - 1);
  return `${text} ${lane.length <= room ? lane : `${lane.slice(0, room - 1)}…`}`;
}

/** `4 of 10 pods done`. */
export function podsDoneText(request: HeatRequest, state: HeatState): string {
  const expected = kindOf(request).mostPods(request);
  const pods = expected === 1 ? "pod" : "pods";
  return `${podsDone(state)} of ${expected ?? "unknown"} ${pods} done`;
}

/** Pods that are known to have succeeded: what the Job has counted lags behind what the pods say. */
function podsDone({ job, counts }: HeatState): number {
  return Math.max(counts.succeeded, job?.succeeded ?? 0);
}

/** Shows the standing when it has changed, not too often, and now and then when it has not. */
export function progressReporter(
  request: HeatRequest,
  startMs: number,
  say: (line: string) => void,
): (state: HeatState, ending: boolean, nowMs: number) => void {
  let shown = "";
  let shownMs = -Infinity;
  return (state, ending, nowMs) => {
    const { unfinished, running } = state.counts;
    const text = [podsDone(state), unfinished, running, state.job?.suspended, ending].join();
    const pause = text === shown ? LONGEST_SILENCE_MS : SHORTEST_PAUSE_MS;
    const isBlank = state.pods.size === 0 && !ending && nowMs - startMs < SHORTEST_PAUSE_MS;
    if (isBlank || nowMs - shownMs < pause) return;
    shown = text;
    shownMs = nowMs;
    say(progressText(request, state, { elapsedMs: nowMs - startMs, ending }));
  };
}
