import { faultText } from "../api/api-fault";
import { failureLogText } from "../record/failure-log";
import type { HeatRequest } from "../heat-request";
import { unfinishedPods } from "../state/heat-state";
import type { HeatState } from "../state/heat-state";
import type { FailureScene } from "./failure-scene";
import { podsDoneText } from "./progress";
import { sentence } from "./wait-error";

const MOST_GROUPS = 5;

/** How far the heat got, what its unfinished pods wait for, and what else is known. */
export function deadlineText({ request, state, log, lastFault }: FailureScene): string {
  const standing = state === undefined ? "no sight of it in that time." : howFar(request, state) + waiting(state);
  return standing + unreachable(lastFault) + failureLogText(log);
}

function howFar(request: HeatRequest, state: HeatState): string {
  if (state.job === undefined) return "no sight of it in that time.";
  const suspended = state.job.suspended ? " The Job is suspended." : "";
  return `${podsDoneText(request, state)} when the time was over.${suspended}`;
}

/** What the unfinished pods wait for, in groups. */
function waiting(state: HeatState): string {
  const groups = new Map<string, { count: number; example: string; message: string }>();
  for (const { facts } of unfinishedPods(state)) {
    const group = groups.get(facts.waitsFor);
    if (group) group.count += 1;
    else groups.set(facts.waitsFor, { count: 1, example: facts.name, message: facts.trouble?.message ?? "" });
  }
  const lines = [...groups].slice(0, MOST_GROUPS).map(([what, { count, example, message }]) => {
    const pods = count === 1 ? `pod ${example}` : `${count} pods (such as ${example})`;
    return `\n  ${pods}: ${what}${message === "" ? "" : `: ${message}`}`;
  });
  const more = groups.size > MOST_GROUPS ? `\n  and ${groups.size - MOST_GROUPS} other reasons` : "";
  return lines.join("") + more + unseen(state);
}

/** Of very many pods, those that run are not seen one by one. */
function unseen({ job, counts }: HeatState): string {
  const count = (job?.active ?? 0) - counts.unfinished;
  return counts.running > 0 || count <= 0 ? "" : `\n  ${count} more: active, by the Job's own count`;
}

function unreachable(fault: unknown): string {
  return fault === undefined ? "" : `\nThe API could not be reached in the end: ${sentence(faultText(fault))}`;
}
