import { kindOf } from "../../plan/lane-kind";
import type { EventFacts } from "../state/event-facts";
import type { HeatState, PodRecord } from "../state/heat-state";
import { secondsFromTo } from "../state/rfc3339";
import { obstaclesPassed } from "./obstacles";
import { fitAtOnce, podsThatWaited } from "./room";
import { wasInterrupted } from "./suspension";

/** With `imagePullPolicy: Always` the kubelet asks the registry each time; that is no pull if it takes less than this. */
const IMAGE_CHECK_SECONDS = 1;

/** Why a complete heat must not enter a statistic: one plain sentence each. Pure. */
export function disturbances(state: HeatState): string[] {
  const pods = [...state.pods.values()];
  return [
    suspended(state),
    retried(state),
    restarted(pods),
    disrupted(pods),
    surplus(state, pods),
    pulled(state, pods),
    waitedForCapacity(state),
    refused(state),
    ...obstaclesPassed(state),
  ].filter((disturbance) => disturbance !== undefined);
}

function suspended(state: HeatState): string | undefined {
  const words = "The Job was suspended after its first pod: its clock started again when it was resumed.";
  return wasInterrupted(state) ? words : undefined;
}

function retried({ job }: HeatState): string | undefined {
  const failed = job?.failed ?? 0;
  return failed > 0 ? `${counted(failed, "pod")} failed and had to be made again.` : undefined;
}

function restarted(pods: readonly PodRecord[]): string | undefined {
  const count = pods.reduce((sum, { facts }) => sum + facts.restarts, 0);
  return count > 0 ? `Containers were restarted ${count === 1 ? "once" : `${count} times`}.` : undefined;
}

function disrupted(pods: readonly PodRecord[]): string | undefined {
  const hit = pods.filter(({ facts }) => facts.disrupted !== undefined);
  const reasons = [...new Set(hit.map(({ facts }) => facts.disrupted))].join(", ");
  return hit.length > 0 ? `${counted(hit.length, "pod")} had to give way (${reasons}).` : undefined;
}

function surplus({ job }: HeatState, pods: readonly PodRecord[]): string | undefined {
  if (job === undefined) return undefined;
  const { completions } = job.numbers;
  const most = kindOf(job.numbers).mostPods(job.numbers) ?? 0;
  if (pods.length <= most) return undefined;
  return `${counted(pods.length, "pod")} for ${completions === undefined ? counted(most, "worker") : `${most} completions`}.`;
}

function pulled(state: HeatState, pods: readonly PodRecord[]): string | undefined {
  const seconds = pods
    .flatMap(({ facts }) => pullSeconds(state.eventsAbout(facts.uid)))
    .filter((took) => took >= IMAGE_CHECK_SECONDS);
  if (seconds.length === 0) return undefined;
  const longest = seconds.reduce((most, took) => Math.max(most, took)).toFixed(1);
  return `The image was pulled inside the heat, for ${counted(seconds.length, "pod")}, ${longest} s at most.`;
}

/** How long each pull took of which one pod's events tell. */
function pullSeconds(events: readonly EventFacts[]): number[] {
  return events
    .filter(({ reason }) => reason === "Pulling")
    .map((pulling) => {
      const done = events.find(({ reason, container }) => reason === "Pulled" && container === pulling.container);
      return pulling.at === undefined || done?.at === undefined ? 0 : secondsFromTo(pulling.at, done.at);
    });
}

function waitedForCapacity(state: HeatState): string | undefined {
  if (fitAtOnce(state) !== undefined) return undefined;
  const count = podsThatWaited(state).length;
  return count > 0 ? `${counted(count, "pod")} waited for room on a node.` : undefined;
}

function refused(state: HeatState): string | undefined {
  const hit = state.eventsAbout(state.uid).some(({ reason }) => reason === "FailedCreate");
  return hit ? "The cluster refused pods at some time of the heat." : undefined;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
