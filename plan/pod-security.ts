import type { Container, PodSpec } from "./lane";
import { without } from "./without";

/**
 * The pod with what the Pod Security standard `restricted` asks for. What the manifest says itself stays where the
 * standard leaves a choice, such as the user number.
 */
export function restrictPod(pod: PodSpec): PodSpec {
  const own = contextOf(pod);
  // An image whose user is root needs another one: any that is not 0. 65534 is "nobody" on every Linux.
  const user = own["runAsUser"] === 0 ? without(own, ["runAsUser"]) : own;
  const securityContext = { runAsUser: 65534, ...user, runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
  return {
    ...pod,
    securityContext,
    containers: pod.containers.map(restrictContainer),
    ...(pod.initContainers && { initContainers: pod.initContainers.map(restrictContainer) }),
  };
}

function restrictContainer(container: Container): Container {
  const { runAsUser, ...own } = without(contextOf(container), ["privileged"]);
  return {
    ...container,
    securityContext: {
      ...own,
      ...(runAsUser === undefined || runAsUser === 0 ? {} : { runAsUser }),
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
    },
  };
}

function contextOf(holder: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const context = holder["securityContext"];
  return typeof context === "object" && context !== null ? { ...context } : {};
}
