import type { Cluster, User } from "@kubernetes/client-node";
import { apiFault } from "./api-fault";
import { mergeKubeconfigs, parseKubeconfig } from "./kubeconfig-text";
import type { Kubeconfig } from "./kubeconfig-text";

/** Which cluster, as the caller knows it. */
export interface KubeconfigSource {
  /** A file's path or a kubeconfig's content; absent: KUBECONFIG, `~/.kube/config`, or the pod's own service account. */
  readonly kubeconfig?: string;
  /** Absent: the kubeconfig's current context. */
  readonly context?: string;
}

/** One cluster and who we are there. */
export interface ClusterAccess {
  readonly cluster: Cluster;
  readonly user: User;
}

/**
 * Reads the kubeconfig again. Rejects with a `kubeconfig` fault.
 *
 * Its text never gets into an error: a YAML parser's message quotes the lines around the mistake, and those may hold a
 * key.
 */
export async function loadKubeconfig(source: KubeconfigSource): Promise<ClusterAccess> {
  const name = sourceName(source);
  let kubeconfig: Kubeconfig;
  try {
    kubeconfig = await readSource(source);
  } catch (error) {
    throw apiFault("kubeconfig", `${name} could not be read: ${loadFailure(error)}.`);
  }
  const { contexts, clusters, users } = kubeconfig;
  const wanted = source.context === undefined || source.context === "" ? kubeconfig.currentContext : source.context;
  const context = contexts.find((known) => known.name === wanted);
  if (!context) {
    const list = contexts.map((known) => known.name).join(", ");
    const has = list === "" ? "it has none" : `it has: ${list}`;
    const what = wanted === "" ? "no current context" : `no context "${wanted}"`;
    throw apiFault("kubeconfig", `${name} has ${what}; ${has}.`);
  }
  const cluster = clusters.find((known) => known.name === context.cluster);
  if (!cluster) throw apiFault("kubeconfig", `${name} has no cluster "${context.cluster}" for context "${wanted}".`);
  const anonymous = { name: "" };
  return { cluster, user: users.find((known) => known.name === context.user) ?? anonymous };
}

async function readSource({ kubeconfig }: KubeconfigSource): Promise<Kubeconfig> {
  const { readFile } = await import("node:fs/promises");
  const path = await import("node:path");
  const { homedir } = await import("node:os");
  const file = async (name: string) => parseKubeconfig(await readFile(name, "utf8"), path.dirname(name));
  const isThere = (name: string) =>
    readFile(name).then(
      () => true,
      () => false,
    );
  if (kubeconfig !== undefined && kubeconfig.trim() !== "") {
    if (isContent(kubeconfig)) return parseKubeconfig(kubeconfig, undefined);
    return file(kubeconfig.startsWith("~/") ? path.join(homedir(), kubeconfig.slice(2)) : kubeconfig);
  }
  const listed = (process.env["KUBECONFIG"] ?? "").split(path.delimiter).filter((name) => name !== "");
  if (listed.length > 0) {
    // As kubectl does it: files of the list that are not there are passed over, unless none is.
    const there = await Promise.all(listed.map(isThere));
    const paths = listed.filter((_, index) => there[index] === true);
    return mergeKubeconfigs(await Promise.all((paths.length > 0 ? paths : listed).map(file)));
  }
  const own = path.join(homedir(), ".kube", "config");
  if (!(await isThere(own)) && process.env["KUBERNETES_SERVICE_HOST"] !== undefined) return serviceAccount();
  return file(own);
}

/** Inside a pod: its own service account, whose token is read from its file again and again. */
function serviceAccount(): Kubeconfig {
  const { KUBERNETES_SERVICE_HOST: host = "", KUBERNETES_SERVICE_PORT: port = "443" } = process.env;
  const folder = "/var/run/secrets/kubernetes.io/serviceaccount";
  const server = `https://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const tokenFile = { name: "tokenFile", config: { tokenFile: `${folder}/token` } };
  return {
    clusters: [{ name: "pod", server, caFile: `${folder}/ca.crt`, skipTLSVerify: false }],
    users: [{ name: "pod", authProvider: tokenFile }],
    contexts: [{ name: "pod", cluster: "pod", user: "pod" }],
    currentContext: "pod",
  };
}

/** A kubeconfig's content has several lines, or is JSON; a path is neither. */
export function isContent(text: string): boolean {
  return text.trim().includes("\n") || text.trimStart().startsWith("{");
}

function sourceName({ kubeconfig }: KubeconfigSource): string {
  if (kubeconfig === undefined || kubeconfig.trim() === "") return "The kubeconfig (KUBECONFIG or ~/.kube/config)";
  return isContent(kubeconfig) ? "The given kubeconfig content" : `The kubeconfig file ${kubeconfig}`;
}

function loadFailure(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (typeof code === "string") return code;
  return "it is not a valid kubeconfig in YAML or JSON";
}
