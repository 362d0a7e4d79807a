import type { WireContainerStatus, WirePod } from "../api/kubernetes-objects";
import type { EventFacts } from "./event-facts";

/** Why a pod may never start; no `backoffLimit` ever counts it. */
export interface PodTrouble {
  /**
   * `gated` and `unseen` wait for somebody to remove a gate, or for a scheduler to look at them at all. `volume` is told by
   * events alone: a mount or the pod's own sandbox that fails.
   */
  readonly kind: "image" | "config" | "volume" | "unschedulable" | "gated" | "unseen";
  /** Kubernetes' word, such as `ErrImagePull` or `Unschedulable`. */
  readonly reason: string;
  readonly message: string;
  readonly image?: string;
}

const IMAGE_REASONS: readonly string[] = [
  "ErrImagePull",
  "ImagePullBackOff",
  "ErrImageNeverPull",
  "InvalidImageName",
  "ImageInspectError",
  "RegistryUnavailable",
  "SignatureValidationFailed",
];
const CONFIG_REASONS: readonly string[] = [
  "CreateContainerConfigError",
  "CreateContainerError",
  "CreatePodSandboxError",
  "RunContainerError",
  "PreStartHookError",
];

/** What keeps this pod from running now, as far as its status tells. */
export function podTrouble({ spec, status }: WirePod): PodTrouble | undefined {
  for (const container of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]) {
    const trouble = containerTrouble(container);
    if (trouble) return trouble;
  }
  const scheduled = status?.conditions?.find(({ type }) => type === "PodScheduled");
  if (spec?.nodeName !== undefined || (status?.phase ?? "Pending") !== "Pending") return undefined;
  const gates = (spec?.schedulingGates ?? []).map(({ name = "" }) => name);
  if (gates.length > 0) {
    return {
      kind: "gated",
      reason: "SchedulingGated",
      message: `it waits for its gates to be removed: ${gates.join(", ")}`,
    };
  }
  if (scheduled === undefined) {
    const message = `no scheduler has looked at it; it asks for "${spec?.schedulerName ?? "default-scheduler"}"`;
    return { kind: "unseen", reason: "NotSeenByScheduler", message };
  }
  if (scheduled.status !== "False" || scheduled.reason !== "Unschedulable") return undefined;
  return { kind: "unschedulable", reason: "Unschedulable", message: bounded(scheduled.message) };
}

function containerTrouble({ state, image }: WireContainerStatus): PodTrouble | undefined {
  const reason = state?.waiting?.reason ?? "";
  const kind = IMAGE_REASONS.includes(reason) ? "image" : CONFIG_REASONS.includes(reason) ? "config" : undefined;
  if (kind === undefined) return undefined;
  const message = bounded(state?.waiting?.message);
  return { kind, reason, message, ...(image !== undefined && image !== "" && { image }) };
}

function bounded(message = ""): string {
  return message.length > 600 ? `${message.slice(0, 600)}…` : message;
}

/** What keeps a pod on its node from starting, and that only an event tells. */
const START_FAILURES: readonly string[] = [
  "FailedMount",
  "FailedAttachVolume",
  "FailedMapVolume",
  "FailedCreatePodSandBox",
];
/** The pod has its volumes and its sandbox. */
const START_SIGNS: readonly string[] = ["Pulling", "Pulled", "Created", "Started"];

/** Whether this event tells of a start that failed. */
export function isStartFailure({ reason }: EventFacts): boolean {
  return START_FAILURES.includes(reason);
}

/** The trouble that an event tells of; `over` if it says that there is none any more; `undefined` for all others. */
export function startTrouble(event: EventFacts): PodTrouble | "over" | undefined {
  if (START_SIGNS.includes(event.reason)) return "over";
  if (!isStartFailure(event)) return undefined;
  return { kind: "volume", reason: event.reason, message: bounded(event.message) };
}
