import type { SandboxPlaces } from "../places";
import { nodeName } from "./pki";

/**
 * Whether the node takes pods. A node that was ready before a restart still says so: `since` asks for news from the kubelet
 * not older than that (its timestamps are whole seconds).
 */
export async function nodeIsReady(places: SandboxPlaces, since: Date | undefined): Promise<boolean> {
  const { CoreV1Api, KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  try {
    config.loadFromFile(places.kubeconfig);
    const node = await config.makeApiClient(CoreV1Api).readNode({ name: nodeName });
    const ready = node.status?.conditions?.find((condition) => condition.type === "Ready");
    const heardMs = new Date(ready?.lastHeartbeatTime ?? 0).getTime();
    const isFresh = since === undefined || heardMs >= Math.floor(since.getTime() / 1_000) * 1_000;
    return ready?.status === "True" && isFresh && (node.spec?.taints ?? []).length === 0;
  } catch {
    return false;
  }
}
