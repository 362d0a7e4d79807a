import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import type { Agent, RequestOptions } from "node:https";
import { apiFault, faultKind, statusFault } from "./api-fault";
import type { Clock } from "./clock";
import type { ApiRequest, ClusterApi } from "./cluster-api";
import { requestText } from "./cluster-api";
import { credentialsFor } from "./credentials";
import type { KubeconfigSource } from "./kubeconfig";
import { loadKubeconfig } from "./kubeconfig";
import { eachLine } from "./line-stream";

/** How a request gets to one cluster: loaded from the kubeconfig, thrown away when the server refuses it. */
interface Connection {
  readonly server: string;
  readonly options: () => Promise<RequestOptions>;
  readonly close: () => void;
}

/** Longest time for a credential plugin: some ask a person. */
const CREDENTIALS_MS = 30_000;

/** The Kubernetes API of a kubeconfig over HTTP(S). Nothing is read or sent before the first request. */
export function httpClusterApi(source: KubeconfigSource, clock: Clock, credentialsMs = CREDENTIALS_MS): ClusterApi {
  let connection: Promise<Connection> | undefined;
  const forget = () => {
    const forgotten = connection;
    connection = undefined;
    void forgotten?.then((open) => {
      open.close();
    }, ignored);
  };
  const answer = async (request: ApiRequest, signal: AbortSignal): Promise<IncomingMessage> => {
    connection ??= connect(source, clock, credentialsMs);
    const using = connection;
    using.catch(() => {
      if (connection === using) connection = undefined;
    });
    return checked(request, await exchange(await using, request, signal));
  };
  const fresh = async (request: ApiRequest, signal: AbortSignal): Promise<IncomingMessage> => {
    try {
      return await answer(request, signal);
    } catch (error) {
      if (faultKind(error) !== "unauthorized") throw error;
      // A token can have run out, or a file been rewritten: read it all again, once.
      forget();
      return await answer(request, signal);
    }
  };
  return {
    call: async (request, signal) => parsed(request, await bodyOf(await fresh(request, signal))),
    lines: async (request, onLine, signal) => {
      await eachLine(await fresh(request, signal), onLine, request.restMs);
    },
    close: forget,
  };
}

async function connect(source: KubeconfigSource, clock: Clock, credentialsMs: number): Promise<Connection> {
  const access = await loadKubeconfig(source);
  const { server, proxyUrl } = access.cluster;
  const credentials = await credentialsFor(access, clock, credentialsMs);
  const { Agent: HttpsAgent } = await import("node:https");
  let agent: Agent | undefined;
  let agentKey: string | undefined;
  let pending: Promise<RequestOptions> | undefined;
  return {
    server: server.replace(/\/+$/, ""),
    options: async () => {
      // Requests that come together share one run of the plugin; a plugin that hangs is not run a second time.
      pending ??= credentials().finally(() => (pending = undefined));
      const options = await pending;
      if (server.startsWith("http:") || (proxyUrl ?? "") !== "") return options;
      // One agent keeps connections for the next request. A plugin may renew the certificate under it.
      const { ca, cert, key, rejectUnauthorized, servername } = options;
      const material = Object.entries({ ca, cert, key, rejectUnauthorized, servername });
      const given = material.filter(([, value]) => value !== undefined);
      const wantedKey = JSON.stringify(given);
      if (agent === undefined || agentKey !== wantedKey) {
        agent?.destroy();
        agent = new HttpsAgent({ keepAlive: true, ...Object.fromEntries(given) });
        agentKey = wantedKey;
      }
      return { ...options, agent };
    },
    close: () => agent?.destroy(),
  };
}

async function exchange(connection: Connection, request: ApiRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const url = new URL(connection.server + request.path);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  const options = await connection.options();
  const { request: send } = url.protocol === "http:" ? await import("node:http") : await import("node:https");
  const body = request.body === undefined ? undefined : JSON.stringify(request.body);
  const headers = {
    ...(options.headers as OutgoingHttpHeaders | undefined),
    accept: `${request.accept ?? "application/json"}, */*`,
    "user-agent": "job-race",
    ...(body !== undefined && { "content-type": contentType(request), "content-length": Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const sent = send(url, { ...options, method: METHODS[request.verb], headers, signal }, resolve);
    sent.on("error", reject);
    sent.end(body);
  });
}

const METHODS = { get: "GET", list: "GET", watch: "GET", create: "POST", patch: "PATCH", delete: "DELETE" } as const;

function contentType({ verb }: ApiRequest): string {
  return verb === "patch" ? "application/apply-patch+yaml" : "application/json";
}

async function checked(request: ApiRequest, response: IncomingMessage): Promise<IncomingMessage> {
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  throw statusFault(status, requestText(request), await bodyOf(response));
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  response.setEncoding("utf8");
  let body = "";
  for await (const chunk of response) body += String(chunk);
  return body;
}

function parsed(request: ApiRequest, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw apiFault("transient", `${requestText(request)}: the answer is not JSON`, error);
  }
}

function ignored(): void {
  // The connection never came to be, and whoever asked for it has been told.
}
