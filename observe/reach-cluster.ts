import { faultKind, faultText } from "./api/api-fault";
import { systemClock } from "./api/clock";
import { getVersion } from "./api/cluster-api";
import { httpClusterApi } from "./api/http-transport";
import type { KubeconfigSource } from "./api/kubeconfig";
import { tlsTrouble } from "./api/tls-trouble";
import { TLS_FAILURES } from "./wait/tls-failures";

/** Who does not answer within this time is left to whoever asks next. */
const LONGEST_LOOK_MS = 5_000;

/**
 * Asks the cluster for its version before anything is made in it. Rejects only where no trusted connection comes about, by the
 * name of the fault, what came and what to do: the Kubernetes provider would tell it in Go's words, and not what to do.
 */
export async function reachCluster(source: KubeconfigSource): Promise<void> {
  const api = httpClusterApi(source, systemClock());
  try {
    await api.call(getVersion(), AbortSignal.timeout(LONGEST_LOOK_MS));
  } catch (error) {
    if (faultKind(error) !== "tls") return;
    const trouble = tlsTrouble(error) ?? "TlsHandshake";
    throw new Error(
      `${trouble}: expected a trusted connection to the cluster, got ${faultText(error)}.\n` +
        `Next: ${TLS_FAILURES[trouble].next()}`,
      { cause: error },
    );
  } finally {
    api.close();
  }
}
