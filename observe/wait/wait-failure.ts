import { faultText } from "../api/api-fault";
import { failureLogText } from "../record/failure-log";
import type { FailureLog } from "../record/failure-log";
import type { HeatRequest } from "../heat-request";
import { heatTitle, jobName } from "../heat-request";
import { unfinishedPods } from "../state/heat-state";
import type { HeatState } from "../state/heat-state";
import { podsDoneText } from "./progress";
import { sentence, waitError } from "./wait-error";
import type { WaitError } from "./wait-error";
import type { FailureReason } from "./verdict";

/** What is known when a wait fails. */
export interface FailureScene {
  readonly request: HeatRequest;
  readonly state: HeatState;
  readonly reason: FailureReason;
  readonly detail: string;
  readonly log?: FailureLog | undefined;
  /** The last trouble of the transport, if there was any. */
  readonly lastFault?: unknown;
}

/** The error that a person reads: what was expected, what came, and what to do about it. */
export function failureError(scene: FailureScene): WaitError {
  const { request, reason } = scene;
  const expected = `${jobName(request)} (${heatTitle(request)}) to complete within ${request.timeoutSeconds} s`;
  return waitError({ reason, expected, came: came(scene), next: next(scene) });
}

function came({ request, state, reason, detail, log, lastFault }: FailureScene): string {
  switch (reason) {
    case "JobFailed":
      return `Failed with ${sentence(detail)}${failureLogText(log)}`;
    case "JobGone":
      return `no Job with UID ${request.uid}: ${sentence(detail)}`;
    case "JobReplaced":
      return `a Job of that name with UID ${detail} instead of ${request.uid}: somebody made it anew.`;
    case "ImagePull":
    case "ContainerConfig":
    case "Unschedulable":
      return `a pod that cannot start: ${sentence(detail)}`;
    case "PodsRefused":
      return `no pods, because the cluster refused them: ${sentence(detail)}`;
    case "Deadline":
      return `${howFar(request, state)}${waiting(state)}${unreachable(lastFault)}${failureLogText(log)}`;
  }
}

function next({ request, reason }: FailureScene): string {
  const look = `\`kubectl describe jobs/${request.job} --namespace ${request.namespace}\``;
  switch (reason) {
    case "JobFailed":
      return `mend the workload, then run \`pulumi up\` again: it races this heat anew and keeps the earlier ones.`;
    case "JobGone":
    case "JobReplaced":
      return `run \`pulumi refresh\` and then \`pulumi up\`: the heat is raced anew. Leave its Job alone meanwhile.`;
    case "ImagePull":
      return `check the image's name, that the nodes reach its registry and may pull from it; the setting \`image\` replaces it.`;
    case "ContainerConfig":
      return `make what the container refers to (a Secret or ConfigMap, say), or mend the manifest; ${look} tells more.`;
    case "Unschedulable":
      return `lower the pod's requests, free room on a node or add one, then run \`pulumi up\` again.`;
    case "PodsRefused":
      return `change the namespace's quota or policy, or the manifest (requests, securityContext), then run \`pulumi up\` again.`;
    case "Deadline":
      return `look with ${look}; raise the setting \`timeoutSeconds\` if the heat only needs longer; \`pulumi up\` again goes on waiting for the same Job, or takes its result if it has completed.`;
  }
}

function howFar(request: HeatRequest, state: HeatState): string {
  if (state.job === undefined) return "no sight of it in that time.";
  const suspended = state.job.suspended ? " The Job is suspended." : "";
  return `${podsDoneText(request, state)} when the time was over.${suspended}`;
}

const MOST_GROUPS = 5;

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
  return lines.join("") + more;
}

function unreachable(fault: unknown): string {
  return fault === undefined ? "" : `\nThe API could not be reached in the end: ${sentence(faultText(fault))}`;
}
