import type { KubeConfig } from "@kubernetes/client-node";
import { apiFault } from "./api-fault";

/** Which cluster, as the caller knows it. */
export interface KubeconfigSource {
  /** A file's path or a kubeconfig's content; absent: KUBECONFIG, `~/.kube/config`, or the pod's own service account. */
  readonly kubeconfig?: string;
  /** Absent: the kubeconfig's current context. */
  readonly context?: string;
}

/**
 * The kubeconfig, read anew. Its text never gets into an error: a YAML parser's message quotes the lines around the
 * mistake, and those may hold a key.
 */
export async function loadKubeconfig(source: KubeconfigSource): Promise<KubeConfig> {
  const { KubeConfig } = await import("@kubernetes/client-node");
  const kubeconfig = new KubeConfig();
  try {
    if (source.kubeconfig === undefined || source.kubeconfig.trim() === "") kubeconfig.loadFromDefault();
    else if (isContent(source.kubeconfig)) kubeconfig.loadFromString(source.kubeconfig);
    else kubeconfig.loadFromFile(await homePath(source.kubeconfig));
  } catch (error) {
    throw apiFault("kubeconfig", `${sourceName(source)} could not be read: ${loadFailure(error)}.`);
  }
  if (source.context !== undefined && source.context !== "") {
    const known = kubeconfig.getContexts().map(({ name }) => name);
    if (!known.includes(source.context)) {
      const list = known.length === 0 ? "none" : known.join(", ");
      throw apiFault("kubeconfig", `${sourceName(source)} has no context "${source.context}"; it has: ${list}.`);
    }
    kubeconfig.setCurrentContext(source.context);
  }
  if (kubeconfig.getCurrentCluster() === null) {
    throw apiFault("kubeconfig", `${sourceName(source)} names no cluster in its current context.`);
  }
  return kubeconfig;
}

/** A kubeconfig's content has several lines, or is JSON; a path is neither. */
function isContent(text: string): boolean {
  return text.trim().includes("\n") || text.trimStart().startsWith("{");
}

async function homePath(path: string): Promise<string> {
  if (!path.startsWith("~/")) return path;
  const { homedir } = await import("node:os");
  return `${homedir()}${path.slice(1)}`;
}

function sourceName({ kubeconfig }: KubeconfigSource): string {
  if (kubeconfig === undefined || kubeconfig.trim() === "") return "The kubeconfig";
  return isContent(kubeconfig) ? "The given kubeconfig content" : `The kubeconfig file ${kubeconfig}`;
}

function loadFailure(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (typeof code === "string") return code;
  return "it is not a valid kubeconfig in YAML or JSON";
}
