import type { WireContainerStatus, WirePod } from "../api/kubernetes-objects";

/** Why a pod may never start; no `backoffLimit` ever counts it. */
export interface PodTrouble {
  readonly kind: "image" | "config" | "unschedulable";
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
  const waits = spec?.nodeName === undefined && scheduled?.status === "False";
  if (!waits || scheduled.reason !== "Unschedulable") return undefined;
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
