/** What an HTTP request asks of Kubernetes. */
export interface Route {
  readonly verb: "get" | "list" | "watch" | "create" | "patch" | "delete";
  readonly resource: string;
  readonly name?: string;
  readonly query: URLSearchParams;
}

const VERBS: Readonly<Record<string, Route["verb"]>> = { POST: "create", PATCH: "patch", DELETE: "delete" };
const PATH = /^\/(?:api\/v1|apis\/batch\/v1)(?:\/namespaces\/[^/]+)?\/([a-z]+)(?:\/([^/]+))?(?:\/(log))?$/;

export function route(method: string, url: string): Route {
  const { pathname, searchParams: query } = new URL(url, "http://fake");
  if (pathname === "/version") return { verb: "get", resource: "version", query };
  const [, resource = "unknown", name, log] = PATH.exec(pathname) ?? [];
  const reading = name !== undefined ? "get" : query.get("watch") === "true" ? "watch" : "list";
  return {
    verb: VERBS[method] ?? reading,
    resource: log === undefined ? resource : `${resource}/${log}`,
    ...(name !== undefined && { name: decodeURIComponent(name) }),
    query,
  };
}
