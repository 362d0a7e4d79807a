import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { ServerCertificate } from "./certificate";
import { serverCertificate } from "./certificate";
import type { Change, FakeCluster, Selection } from "./fake-cluster";
import { fakeCluster } from "./fake-cluster";
import type { Fault, ScriptedFault } from "./faults";
import { faultScript } from "./faults";
import type { Route } from "./route";
import { route } from "./route";

export interface FakeKubernetesOptions {
  readonly cluster?: FakeCluster;
  readonly faults?: readonly ScriptedFault[];
  /** HTTPS with a certificate, as a real one has: this or a sound one of its own; plain HTTP is quicker to start. */
  readonly tls?: boolean | ServerCertificate;
  /** Told of a Job that was created over the API. */
  readonly onCreate?: (cluster: FakeCluster, job: object) => void;
  /** The port of a server that was stopped, to come back on. */
  readonly port?: number;
}

export interface FakeKubernetes {
  readonly cluster: FakeCluster;
  readonly port: number;
  /** Content of a kubeconfig for it, with a token. */
  readonly kubeconfig: string;
  /** Requests so far, as `list jobs`. */
  readonly requests: readonly string[];
  /** Tokens that are accepted; empty: any. */
  readonly tokens: Set<string>;
  /** Cuts all connections and stops listening. */
  readonly stop: () => Promise<void>;
}

export const TOKEN = "fake-token-5f1c0a7e3b9d4826";

/** A Kubernetes API over real HTTP(S) with chunked watches, whose faults are scripted. */
export async function startFakeKubernetes(options: FakeKubernetesOptions = {}): Promise<FakeKubernetes> {
  const cluster = options.cluster ?? fakeCluster();
  const faultOf = faultScript(options.faults ?? []);
  const requests: string[] = [];
  const tokens = new Set<string>();
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const asked = route(request.method ?? "GET", request.url ?? "/");
    requests.push(`${asked.verb} ${asked.resource}`);
    const isKnown = tokens.size === 0 || tokens.has((request.headers.authorization ?? "").replace("Bearer ", ""));
    const refusal: Fault = { how: "status", status: 401, message: "Unauthorized" };
    const fault = isKnown ? faultOf(asked.verb, asked.resource) : refusal;
    void answer(cluster, asked, fault, request, response, options.onCreate);
  };
  const certificate =
    options.tls === true ? await serverCertificate() : options.tls === false ? undefined : options.tls;
  const server = certificate ? createHttpsServer(certificate, listener) : createHttpServer(listener);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    cluster,
    port,
    kubeconfig: kubeconfigOf(`${certificate ? "https" : "http"}://127.0.0.1:${port}`, certificate?.authority),
    requests,
    tokens,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  cluster: FakeCluster,
  asked: Route,
  fault: Fault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  onCreate: FakeKubernetesOptions["onCreate"],
): Promise<void> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  if (fault?.how === "drop") request.socket.destroy();
  else if (fault?.how === "status") status(response, fault.status, fault.message ?? "scripted");
  else if (fault?.how === "garbage") response.end("<html>a proxy's page");
  else if (fault?.how === "hang") return;
  else {
    if (fault?.how === "slow") await new Promise((resolve) => setTimeout(resolve, fault.ms));
    if (asked.verb === "watch") watch(cluster, asked, fault, response);
    else serve(cluster, asked, body, response, onCreate);
  }
}

function serve(
  cluster: FakeCluster,
  asked: Route,
  body: string,
  response: ServerResponse,
  onCreate: FakeKubernetesOptions["onCreate"],
): void {
  const { verb, resource, name = "" } = asked;
  if (resource === "version") json(response, { gitVersion: "v1.34.4-fake" });
  else if (resource === "pods/log") {
    const lines = cluster.logs.get(name);
    if (lines === undefined) status(response, 404, `pods "${name}" not found`);
    else response.end(lines.map((line) => `${line}\n`).join(""));
  } else if (verb === "list") {
    const { items, resourceVersion } = cluster.list(selection(asked));
    json(response, { kind: "List", metadata: { resourceVersion }, items });
  } else if (verb === "create" || verb === "patch") {
    const job = cluster.put(resource, JSON.parse(body) as object);
    json(response, job);
    onCreate?.(cluster, job);
  } else if (verb === "delete") {
    const removed = cluster.remove(resource, name);
    if (removed) json(response, removed);
    else status(response, 404, `${resource} "${name}" not found`);
  } else status(response, 405, "not faked");
}

function watch(cluster: FakeCluster, asked: Route, fault: Fault | undefined, response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
  const since = Number(asked.query.get("resourceVersion") ?? "0");
  const send = (line: object) => response.write(`${JSON.stringify(line)}\n`);
  let sent = 0;
  const onChange = (change: Change) => {
    if (response.destroyed || fault?.how === "stall") return;
    const line = JSON.stringify(change);
    if (fault?.how === "half-line") {
      response.write(line.slice(0, line.length / 2));
      // What was written first has to arrive before the connection breaks.
      setTimeout(() => response.destroy(), 5);
      return;
    }
    response.write(`${line}\n`);
    sent += 1;
    if (fault?.how === "cut" && sent >= fault.lines) setTimeout(() => response.destroy(), 5);
  };
  if (fault?.how === "error-line") {
    send({ type: "ERROR", object: { kind: "Status", code: fault.code, message: "scripted" } });
    response.end();
    return;
  }
  const stop = cluster.watch(selection(asked), since, onChange);
  if (!stop) {
    send({ type: "ERROR", object: { kind: "Status", code: 410, reason: "Expired", message: "too old" } });
    response.end();
    return;
  }
  const seconds = Number(asked.query.get("timeoutSeconds") ?? "60");
  const timer = setTimeout(() => response.end(), seconds * 1000);
  response.on("close", () => {
    clearTimeout(timer);
    stop();
  });
}

function selection({ resource, query }: Route): Selection {
  const fieldSelector = query.get("fieldSelector") ?? undefined;
  return { resource, fieldSelector, labelSelector: query.get("labelSelector") ?? undefined };
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function status(response: ServerResponse, code: number, message: string): void {
  response.writeHead(code, { "content-type": "application/json" });
  response.end(JSON.stringify({ kind: "Status", code, message }));
}

function kubeconfigOf(server: string, cert: string | undefined): string {
  const authority = cert === undefined ? {} : { "certificate-authority-data": Buffer.from(cert).toString("base64") };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "fake",
    contexts: [{ name: "fake", context: { cluster: "fake", user: "fake" } }],
    clusters: [{ name: "fake", cluster: { server, ...authority } }],
    users: [{ name: "fake", user: { token: TOKEN } }],
  });
}
