import { apiFault, statusFault } from "../../observe/api/api-fault";
import type { Clock } from "../../observe/api/clock";
import type { ApiRequest, ClusterApi } from "../../observe/api/cluster-api";
import { requestText } from "../../observe/api/cluster-api";
import type { Change, FakeCluster, Selection } from "./fake-cluster";
import type { Fault } from "./faults";
import { route } from "./route";

export interface MemoryApi extends ClusterApi {
  /** Requests so far, as `list jobs`. */
  readonly requests: readonly string[];
  /** The same, in full. */
  readonly asked: readonly ApiRequest[];
}

/** The fake's API without a network, on an injected clock: what the same faults look like from our side of the socket. */
export function memoryApi(
  cluster: FakeCluster,
  clock: Clock,
  faultOf: (verb: string, resource: string) => Fault | undefined,
): MemoryApi {
  const requests: string[] = [];
  const asked: ApiRequest[] = [];
  const begin = async (request: ApiRequest): Promise<{ selection: Selection; fault: Fault | undefined }> => {
    const { resource } = route("GET", request.path);
    requests.push(`${request.verb} ${resource}`);
    asked.push(request);
    const fault = faultOf(request.verb, resource);
    // Nothing is answered at once, not even without a network.
    await clock.sleep(fault?.how === "slow" ? fault.ms : 2);
    if (fault?.how === "status") throw statusFault(fault.status, requestText(request), "");
    if (fault?.how === "drop") throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    if (fault?.how === "garbage") throw apiFault("transient", "the answer is not JSON");
    // The worst of servers: neither answers nor notices that nobody waits any more.
    if (fault?.how === "hang") await new Promise(() => undefined);
    const { query } = request;
    return {
      selection: { resource, fieldSelector: query?.["fieldSelector"], labelSelector: query?.["labelSelector"] },
      fault,
    };
  };
  return {
    requests,
    asked,
    call: async (request) => {
      const { selection } = await begin(request);
      const name = request.path.split("/").pop() ?? "";
      if (request.verb === "delete") return cluster.remove(selection.resource, name);
      if (request.verb === "create" || request.verb === "patch")
        return cluster.put(selection.resource, request.body as object);
      if (selection.resource === "version") return { gitVersion: "v1.34.4-fake" };
      const { items, resourceVersion } = cluster.list(selection);
      return { metadata: { resourceVersion }, items };
    },
    lines: async (request, onLine, signal) => {
      const { selection, fault } = await begin(request);
      if (request.verb !== "watch") {
        (cluster.logs.get(request.path.split("/").at(-2) ?? "") ?? []).forEach(onLine);
        return;
      }
      await watch(cluster, clock, request, selection, fault, onLine, signal);
    },
    close: () => undefined,
  };
}

async function watch(
  cluster: FakeCluster,
  clock: Clock,
  request: ApiRequest,
  selection: Selection,
  fault: Fault | undefined,
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const ending = new AbortController();
  signal.addEventListener("abort", () => {
    ending.abort();
  });
  let broken: Error | undefined;
  const breakOff = (error?: Error) => {
    broken ??= error;
    ending.abort();
  };
  let sent = 0;
  const send = (line: string) => {
    if (ending.signal.aborted) return;
    try {
      onLine(line);
    } catch (error) {
      breakOff(error as Error);
    }
  };
  const onChange = (change: Change) => {
    if (fault?.how === "stall") return;
    const line = JSON.stringify(change);
    sent += 1;
    if (fault?.how === "half-line") send(line.slice(0, line.length / 2));
    else send(line);
    if (fault?.how === "cut" && sent >= fault.lines) breakOff(new Error("aborted"));
  };
  const since = Number(request.query?.["resourceVersion"] ?? "0");
  const stop = fault?.how === "error-line" ? undefined : cluster.watch(selection, since, onChange);
  if (!stop) {
    const code = fault?.how === "error-line" ? fault.code : 410;
    send(JSON.stringify({ type: "ERROR", object: { kind: "Status", code, message: "scripted" } }));
  } else {
    await clock.sleep(Number(request.query?.["timeoutSeconds"] ?? "60") * 1000, ending.signal);
    stop();
  }
  if (broken) throw broken;
}
