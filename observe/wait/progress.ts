import { kindOf } from "../../plan/lane-kind";
import type { HeatRequest } from "../heat-request";
import { heatTitle } from "../heat-request";
import type { HeatState } from "../state/heat-state";

/** Lines closer together than this would only flicker. */
const SHORTEST_PAUSE_MS = 2_000;
const LONGEST_SILENCE_MS = 30_000;

/** `parallel, round 1: 4 of 10 pods done, 5 running, 12 s`. */
export function progressText(request: HeatRequest, state: HeatState, elapsedMs: number): string {
  return `${heatTitle(request)}: ${standing(request, state)}, ${(elapsedMs / 1000).toFixed(0)} s`;
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
    const text = `${standing(request, state)}${ending ? ", ending" : ""}`;
    const pause = text === shown ? LONGEST_SILENCE_MS : SHORTEST_PAUSE_MS;
    const isBlank = state.pods.size === 0 && !ending && nowMs - startMs < SHORTEST_PAUSE_MS;
    if (isBlank || nowMs - shownMs < pause) return;
    shown = text;
    shownMs = nowMs;
    say(`${heatTitle(request)}: ${text}, ${((nowMs - startMs) / 1000).toFixed(0)} s`);
  };
}

function standing(request: HeatRequest, state: HeatState): string {
  const { unfinished, running } = state.counts;
  const pending = unfinished - running;
  const parts = [podsDoneText(request, state)];
  if (running > 0) parts.push(`${running} running`);
  if (pending > 0) parts.push(`${pending} starting`);
  if (state.job?.suspended === true) parts.push("suspended");
  return parts.join(", ");
}
