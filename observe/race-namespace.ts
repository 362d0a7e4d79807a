import { faultKind, faultText } from "./api/api-fault";
import { systemClock } from "./api/clock";
import { createNamespace, getNamespace } from "./api/cluster-api";
import { httpClusterApi } from "./api/http-transport";
import type { KubeconfigSource } from "./api/kubeconfig";

/** Who can't say within this time is not asked again: what comes next meets the same cluster. */
const LONGEST_LOOK_MS = 5_000;
/** Pods have 30 s to end, unless their manifest says otherwise. */
const LONGEST_DELETION_MS = 60_000;
const PAUSE_MS = 500;

/** The namespace that a race needs. */
export interface RaceNamespace {
  readonly name: string;
  /** Those of a namespace that the stack itself has made, and may make again; absent for one of the user's. */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * Sees to it that Jobs can be made in the namespace. One that the stack had made and somebody deleted is made again.
 * `unknown` where the cluster does not say: it does not answer, or these credentials may not read namespaces.
 *
 * Rejects where the namespace is not there and can't be made, with what was expected, what came and what to do.
 */
export async function readyNamespace(
  source: KubeconfigSource,
  { name, labels }: RaceNamespace,
): Promise<"there" | "made again" | "unknown"> {
  const clock = systemClock();
  const api = httpClusterApi(source, clock);
  const call = (request: ReturnType<typeof getNamespace>) => api.call(request, AbortSignal.timeout(LONGEST_LOOK_MS));
  const look = async (): Promise<"there" | "being deleted" | "missing" | "unknown"> => {
    try {
      const { status } = (await call(getNamespace(name))) as { status?: { phase?: string } };
      return status?.phase === "Terminating" ? "being deleted" : "there";
    } catch (error) {
      return faultKind(error) === "missing" ? "missing" : "unknown";
    }
  };
  try {
    const startMs = clock.nowMs();
    let standing = await look();
    while (standing === "being deleted" && labels && clock.nowMs() - startMs < LONGEST_DELETION_MS) {
      await clock.sleep(PAUSE_MS);
      standing = await look();
    }
    if (standing === "there" || standing === "unknown") return standing;
    if (labels === undefined || standing === "being deleted") throw new Error(goneText(name, standing, labels));
    await call(createNamespace(name, labels)).catch((error: unknown) => {
      throw new Error(`${goneText(name, standing, labels)} It could not be made again: ${faultText(error)}.`, {
        cause: error,
      });
    });
    return "made again";
  } finally {
    api.close();
  }
}

function goneText(name: string, standing: "being deleted" | "missing", labels: RaceNamespace["labels"]): string {
  const whose = labels ? "which this stack made" : "which the setting `namespace` names";
  const came = standing === "missing" ? "none of that name" : "one that is being deleted";
  const wait = standing === "missing" ? "" : "wait until it is gone, then ";
  const next = labels
    ? `${wait}run \`pulumi refresh\` and then \`pulumi up\`.`
    : `${wait}make it (\`kubectl create namespace ${name}\`) with all that the Jobs need in it, or change the setting.`;
  return `NamespaceGone: expected the namespace "${name}", ${whose}, got ${came}.\nNext: ${next}`;
}
