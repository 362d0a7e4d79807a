import type { Cluster, Context, User } from "@kubernetes/client-node";

/** What one or several kubeconfig files say. */
export interface Kubeconfig {
  readonly clusters: readonly Cluster[];
  readonly contexts: readonly Context[];
  readonly users: readonly User[];
  readonly currentContext: string;
}

/** The parts of a kubeconfig that name files, which are relative to its own folder. */
const CLUSTER_FILES = ["certificate-authority"];
const USER_FILES = ["client-certificate", "client-key", "tokenFile"];

/**
 * A kubeconfig's text, read with the client library's own rules. Throws whatever the parsers throw; their messages may
 * quote the text.
 *
 * The library's parts are imported one by one here: its front door loads a model of every Kubernetes type, which costs
 * half a second and 90 MB in each provider process, and none of it is needed.
 */
export async function parseKubeconfig(text: string, folder: string | undefined): Promise<Kubeconfig> {
  const { load } = await import("js-yaml");
  const { newClusters, newContexts, newUsers } = await import("@kubernetes/client-node/dist/config_types.js");
  const path = await import("node:path");
  const parsed: unknown = load(text);
  if (typeof parsed !== "object" || parsed === null) throw new TypeError("not an object");
  const absolute = (file: unknown): unknown =>
    typeof file !== "string" || folder === undefined || file === "" || path.isAbsolute(file)
      ? file
      : path.join(folder, file);
  const entries = (list: string, part: string, files: readonly string[]): object[] => {
    const given: unknown = (parsed as Record<string, unknown>)[list];
    return (Array.isArray(given) ? (given as Record<string, unknown>[]) : []).map((entry) => {
      const fields = { ...(entry[part] as Record<string, unknown> | undefined) };
      for (const file of files) if (fields[file] !== undefined) fields[file] = absolute(fields[file]);
      return { ...entry, [part]: part === "user" ? userFields(fields, absolute) : fields };
    });
  };
  const currentContext = (parsed as Record<string, unknown>)["current-context"];
  return {
    clusters: newClusters(entries("clusters", "cluster", CLUSTER_FILES)),
    contexts: newContexts(entries("contexts", "context", [])),
    users: newUsers(entries("users", "user", USER_FILES)),
    currentContext: typeof currentContext === "string" ? currentContext : "",
  };
}

/** What the library does not know: `tokenFile`, and a plugin's path that is relative to the kubeconfig. */
function userFields(fields: Record<string, unknown>, absolute: (path: unknown) => unknown): Record<string, unknown> {
  const { tokenFile, exec } = fields;
  // Beside a token, the file counts: it may have a newer one.
  if (typeof tokenFile === "string") {
    return { ...fields, "auth-provider": { name: "tokenFile", config: { tokenFile } } };
  }
  if (typeof exec === "object" && exec !== null && "command" in exec) {
    const { command } = exec;
    const isPath = typeof command === "string" && command.includes("/");
    return { ...fields, exec: { ...exec, command: isPath ? absolute(command) : command } };
  }
  return fields;
}

/** Several files as kubectl merges them: of two entries with one name, the first counts. */
export function mergeKubeconfigs(all: readonly Kubeconfig[]): Kubeconfig {
  return {
    clusters: all.flatMap(({ clusters }) => clusters),
    contexts: all.flatMap(({ contexts }) => contexts),
    users: all.flatMap(({ users }) => users),
    currentContext: all.map(({ currentContext }) => currentContext).find((context) => context !== "") ?? "",
  };
}
