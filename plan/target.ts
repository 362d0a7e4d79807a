import { load } from "js-yaml";
import { isAbsolute, join } from "node:path";
import { bad, type Checked, good, show } from "./mistake";

/** The cluster that a race runs on. One such object reaches every part that talks to the cluster. */
export interface ClusterTarget {
  /** Absent: whatever KUBECONFIG or the home folder has, which is then the same for all. */
  readonly kubeconfig?: { readonly kind: "path" | "content"; readonly value: string };
  /** Absent only where no kubeconfig names one. */
  readonly context?: string;
}

export interface TargetRequest {
  /** `kubernetes:kubeconfig`: a path or the content. */
  readonly kubeconfig?: string | undefined;
  /** `kubernetes:context`. */
  readonly context?: string | undefined;
  /** `KUBECONFIG` of the environment: one path, or several with `:` (`;` on Windows) between them. */
  readonly environment?: string | undefined;
  /** The context has to be there: a cluster is raced on at once, not only previewed. */
  readonly isNow?: boolean | undefined;
  readonly home: string;
  /** What relative paths start from. */
  readonly root: string;
  readonly pathDelimiter: string;
  /** A file's text; throws where there is none. */
  readonly read: (path: string) => string;
}

/**
 * The target of the settings. The current context is pinned by its name, so that a `kubectl config use-context` in
 * mid-race changes nothing; and so is the path in KUBECONFIG, so that a later `pulumi destroy` from another shell finds
 * the same cluster.
 */
export function resolveTarget(request: TargetRequest): Checked<ClusterTarget> {
  return request.kubeconfig === undefined ? ambientTarget(request) : givenTarget(request.kubeconfig, request);
}

function givenTarget(given: string, request: TargetRequest): Checked<ClusterTarget> {
  const key = "kubernetes:kubeconfig";
  const content = parseKubeconfig(given);
  if (content !== undefined) return withContext({ kubeconfig: { kind: "content", value: given } }, [content], request);
  // Neither is shown: a text that looks like no kubeconfig may still hold a credential.
  if (given.includes("\n"))
    return bad({ key, expected: "a kubeconfig (kind Config) or its path", got: "another text" });
  const path = absolute(given, request);
  const text = tryRead(path, request);
  if (text === undefined) return bad({ key, expected: "a readable file or a kubeconfig", got: show(given) });
  const file = parseKubeconfig(text);
  if (file === undefined) return bad({ key, expected: "a kubeconfig (kind Config) in that file", got: show(given) });
  return withContext({ kubeconfig: { kind: "path", value: path } }, [file], request);
}

function ambientTarget(request: TargetRequest): Checked<ClusterTarget> {
  const listed = (request.environment ?? "").split(request.pathDelimiter).filter((path) => path !== "");
  const paths = listed.length > 0 ? listed : [join(request.home, ".kube", "config")];
  const files = paths.flatMap((path) => {
    const text = tryRead(absolute(path, request), request);
    const file = text === undefined ? undefined : parseKubeconfig(text);
    return file === undefined ? [] : [file];
  });
  const [only] = listed;
  const pinned = listed.length === 1 && only !== undefined;
  return withContext(pinned ? { kubeconfig: { kind: "path", value: absolute(only, request) } } : {}, files, request);
}

/** A preview needs no cluster, so a kubeconfig that is not there is no mistake; a context that it lacks is one. */
function withContext(
  target: Omit<ClusterTarget, "context">,
  files: readonly Kubeconfig[],
  { context: wanted, isNow }: TargetRequest,
): Checked<ClusterTarget> {
  const contexts = files.flatMap((file) => file.contexts);
  if (wanted !== undefined && (files.length > 0 || isNow === true) && !contexts.includes(wanted)) {
    const expected = `a context of the kubeconfig (${contexts.join(", ") || "which names none, or is not there"})`;
    return bad({ key: "kubernetes:context", expected, got: show(wanted) });
  }
  const context = wanted ?? files.find((file) => file.current !== undefined)?.current;
  return good(context === undefined ? target : { ...target, context });
}

interface Kubeconfig {
  readonly contexts: readonly string[];
  readonly current?: string;
}

function parseKubeconfig(text: string): Kubeconfig | undefined {
  let config: unknown;
  try {
    config = load(text);
  } catch {
    return undefined;
  }
  if (!isMap(config) || !("clusters" in config || "contexts" in config || config["kind"] === "Config"))
    return undefined;
  const list: unknown[] = Array.isArray(config["contexts"]) ? config["contexts"] : [];
  const contexts = list.flatMap((entry) => (isMap(entry) && typeof entry["name"] === "string" ? [entry["name"]] : []));
  const current = config["current-context"];
  return typeof current === "string" && current !== "" ? { contexts, current } : { contexts };
}

function absolute(path: string, { home, root }: TargetRequest): string {
  if (path === "~" || path.startsWith("~/")) return join(home, path.slice(1));
  return isAbsolute(path) ? path : join(root, path);
}

function tryRead(path: string, { read }: TargetRequest): string | undefined {
  try {
    return read(path);
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
