// Records what a real cluster tells of each scenario into test/fixtures/events:
//   node -r ts-node/register/transpile-only test/fake-kubernetes/record.ts KUBECONFIG IMAGE [SCENARIO…]
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "../../observe/api/clock";
import type { ApiRequest, ClusterApi } from "../../observe/api/cluster-api";
import { createJob, getVersion, listEvents, podLog } from "../../observe/api/cluster-api";
import { follow } from "../../observe/api/follow";
import { httpClusterApi } from "../../observe/api/http-transport";
import type { WirePod } from "../../observe/api/kubernetes-objects";
import { DEFAULT_PATIENCE } from "../../observe/api/retry";
import type { RecordedStep, Recording } from "./recording";
import { scenarios } from "./scenarios";
import type { Scenario } from "./scenarios";

const FOLDER = join(__dirname, "../fixtures/events");

async function main([kubeconfig, image, ...wanted]: string[]): Promise<void> {
  if (kubeconfig === undefined || image === undefined) throw new Error("Expected KUBECONFIG and IMAGE.");
  const api = httpClusterApi({ kubeconfig }, systemClock());
  await mkdir(FOLDER, { recursive: true });
  const chosen = Object.entries(scenarios(image)).filter(([name]) => wanted.length === 0 || wanted.includes(name));
  for (const [name, scenario] of chosen) {
    const recording = await record(api, `record-${name}`, scenario);
    await writeFile(join(FOLDER, `${name}.jsonl`), jsonLines(recording));
    console.log(`${name}: ${recording.steps.length} steps`);
  }
  api.close();
}

/** JSON Lines: the first line tells of the recording, every other is a step. */
function jsonLines({ steps, ...rest }: Recording): string {
  return [rest, ...steps].map((line) => `${JSON.stringify(line)}\n`).join("");
}

async function record(api: ClusterApi, namespace: string, scenario: Scenario): Promise<Recording> {
  const ending = new AbortController();
  const { signal } = ending;
  const clock = systemClock();
  const steps: RecordedStep[] = [];
  const pods: string[] = [];
  let startMs = clock.nowMs();
  await prepare(api, namespace, scenario, signal);
  for (const [resource, path] of [
    ["jobs", `/apis/batch/v1/namespaces/${namespace}/jobs`],
    ["pods", `/api/v1/namespaces/${namespace}/pods`],
    ["events", `/api/v1/namespaces/${namespace}/events`],
  ] as const) {
    const list: ApiRequest = { ...listEvents(namespace), resource, path };
    const onChange = (change: RecordedStep["change"], object: RecordedStep["object"]) => {
      if (resource === "pods" && change === "ADDED") pods.push(object.metadata?.name ?? "");
      steps.push({ afterMs: Math.round(clock.nowMs() - startMs), resource, change, object: trimmed(object) });
    };
    const tools = { api, clock, patience: DEFAULT_PATIENCE };
    void follow<RecordedStep["object"], never>(
      tools,
      { list, onChange, keep: () => undefined, onList: () => undefined, onFault: console.error },
      signal,
    );
  }
  await clock.sleep(500);
  startMs = clock.nowMs();
  await api.call(createJob(namespace, scenario.job), signal);
  for (const { afterSeconds, act } of scenario.acts ?? []) {
    await clock.sleep(afterSeconds * 1000 - (clock.nowMs() - startMs));
    await act({ api, namespace, signal, firstPod: () => Promise.resolve(pods[0] ?? "") });
  }
  const isOver = () => steps.some(({ object }) => object.status?.conditions?.some(isTerminal));
  while (clock.nowMs() - startMs < scenario.seconds * 1000 && !isOver()) await clock.sleep(200);
  await clock.sleep(1_000);
  const logs = await readLogs(api, namespace, pods, signal);
  const version = (await api.call(getVersion(), signal)) as { gitVersion: string };
  ending.abort();
  await api.call(namespaceRequest("delete", namespace), new AbortController().signal);
  return { description: scenario.description, kubernetesVersion: version.gitVersion, steps, logs };
}

function isTerminal({ type, status }: { type?: string; status?: string }): boolean {
  return (type === "Complete" || type === "Failed") && status === "True";
}

async function prepare(api: ClusterApi, namespace: string, scenario: Scenario, signal: AbortSignal): Promise<void> {
  const metadata = { name: namespace, labels: { ...scenario.namespaceLabels } };
  await api.call(namespaceRequest("create", namespace, { apiVersion: "v1", kind: "Namespace", metadata }), signal);
  if (scenario.quota !== undefined) {
    const body = {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "quota" },
      spec: { hard: scenario.quota },
    };
    const path = `/api/v1/namespaces/${namespace}/resourcequotas`;
    await api.call({ verb: "create", resource: "resourcequotas", namespace, path, body }, signal);
  }
  // The service account of a new namespace, and the quota's first count, come a moment later.
  await systemClock().sleep(1_500);
}

function namespaceRequest(verb: "create" | "delete", namespace: string, body?: unknown): ApiRequest {
  const path = `/api/v1/namespaces${verb === "create" ? "" : `/${namespace}`}`;
  return { verb, resource: "namespaces", path, ...(body !== undefined && { body }) };
}

async function readLogs(api: ClusterApi, namespace: string, pods: readonly string[], signal: AbortSignal) {
  const logs: Record<string, string[]> = {};
  for (const pod of pods) {
    const lines: string[] = [];
    const log = podLog(namespace, pod, { container: "kuard", timestamps: "true", tailLines: "50" });
    await api.lines(log, (line) => lines.push(line), signal).catch(() => undefined);
    if (lines.length > 0) logs[pod] = lines;
  }
  return logs;
}

/** Without what no reader of a recording needs: most of an object is its managed fields and the pod's own details. */
function trimmed(object: RecordedStep["object"]): RecordedStep["object"] {
  const metadata = Object.fromEntries(Object.entries(object.metadata ?? {}).filter(([key]) => key !== "managedFields"));
  const spec = object.spec as Record<string, unknown> | undefined;
  if (object.involvedObject || !spec || spec["template"] !== undefined) return { ...object, metadata };
  const { nodeName, containers } = spec as WirePod["spec"] & object;
  const kept = (containers ?? []).map(({ name, image, resources }) => ({ name, image, resources }));
  return {
    ...object,
    metadata,
    spec: { ...(nodeName !== undefined && { nodeName }), containers: kept },
  } as RecordedStep["object"];
}

void main(process.argv.slice(2));
