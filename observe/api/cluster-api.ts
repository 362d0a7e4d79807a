/** One request to the Kubernetes API. Verb, resource and namespace are those that a missing permission is named by. */
export interface ApiRequest {
  readonly verb: "get" | "list" | "watch" | "create" | "patch" | "delete";
  readonly resource: string;
  /** Absent for what belongs to the whole cluster. */
  readonly namespace?: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Of a watch: how long it is left alone after each look, to be read in handfuls; it wakes its reader less often. @default 0 */
  readonly restMs?: number;
  /** In which form the answer is preferred. @default "application/json" */
  readonly accept?: string;
}

/** What the wait needs of a cluster: real over HTTPS, scripted in tests. Rejections are `ApiFault`s or transient. */
export interface ClusterApi {
  /** The JSON answer to a request. */
  readonly call: (request: ApiRequest, signal: AbortSignal) => Promise<unknown>;
  /** Hands over each line of a streamed answer as it comes; resolves when the server ends it in order. */
  readonly lines: (request: ApiRequest, onLine: (line: string) => void, signal: AbortSignal) => Promise<void>;
  /** Lets go of idle connections. */
  readonly close: () => void;
}

/** `list jobs.batch in namespace "race"`: how faults and errors name a request. */
export function requestText({ verb, resource, namespace }: ApiRequest): string {
  return `${verb} ${resource}${namespace === undefined ? "" : ` in namespace "${namespace}"`}`;
}

export function listJobNamed(namespace: string, job: string): ApiRequest {
  return { ...jobsRequest("list", namespace), query: { fieldSelector: `metadata.name=${job}` } };
}

export function listJobsLabelled(namespace: string, labelSelector: string): ApiRequest {
  return { ...jobsRequest("list", namespace), query: { labelSelector } };
}

/** Removes exactly this Job, pods first, so that its absence means that nothing of it runs any more. */
export function deleteJob(namespace: string, job: string, uid: string): ApiRequest {
  return {
    ...jobsRequest("delete", namespace, job),
    body: { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Foreground", preconditions: { uid } },
  };
}

export function createJob(namespace: string, body: unknown): ApiRequest {
  return { ...jobsRequest("create", namespace), body };
}

/** Server-side apply under the name of the tool that owns the Job's fields, so that it still owns them. */
export function applyJob(namespace: string, job: string, fieldManager: string, body: unknown): ApiRequest {
  return { ...jobsRequest("patch", namespace, job), query: { fieldManager }, body };
}

export function listPods(namespace: string, labelSelector: string): ApiRequest {
  return { ...podsRequest("list", namespace), query: { labelSelector } };
}

/** What `kubectl get` shows of a list, a hundredth of the objects themselves; a server that makes no tables sends those. */
export function asTable(list: ApiRequest): ApiRequest {
  const accept = "application/json;as=Table;g=meta.k8s.io;v=v1, application/json";
  return { ...list, query: { ...list.query, includeObject: "None" }, accept };
}

export function createPod(namespace: string, body: unknown): ApiRequest {
  return { ...podsRequest("create", namespace), body };
}

/** Server-side apply of the fields that the body names; it must name the Pod that exists. */
export function applyPod(namespace: string, pod: string, fieldManager: string, body: unknown): ApiRequest {
  return { ...podsRequest("patch", namespace, pod), query: { fieldManager }, body };
}

/** Removes exactly this Pod; its program has a second to end by itself. */
export function deletePod(namespace: string, pod: string, uid: string): ApiRequest {
  const options = { apiVersion: "v1", kind: "DeleteOptions", gracePeriodSeconds: 1, preconditions: { uid } };
  return { ...podsRequest("delete", namespace, pod), body: options };
}

/** What a Pod's own server answers, asked over the API server. */
export function askPod(namespace: string, pod: string, { port, path }: { port: number; path: string }): ApiRequest {
  const request = podsRequest("get", namespace, `${pod}:${port}`);
  return { ...request, resource: "pods/proxy", path: `${request.path}/proxy${path}` };
}

/** All events of the namespace: a field selector has no "or", and the Job's and its pods' are both needed. */
export function listEvents(namespace: string): ApiRequest {
  return {
    verb: "list",
    resource: "events",
    namespace,
    path: `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`,
  };
}

/** Those about one object, such as the Job itself: few, whatever else happened in the namespace. */
export function listEventsAbout(namespace: string, uid: string): ApiRequest {
  return selecting(listEvents(namespace), `involvedObject.uid=${uid}`);
}

/** Only what this selects of a collection: the server leaves the others out, of a watch too. */
export function selecting(list: ApiRequest, fieldSelector: string | undefined): ApiRequest {
  return fieldSelector === undefined ? list : { ...list, query: { ...list.query, fieldSelector } };
}

export function podLog(namespace: string, pod: string, query: Readonly<Record<string, string>>): ApiRequest {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
  return { verb: "get", resource: "pods/log", namespace, path, query };
}

export function getNamespace(namespace: string): ApiRequest {
  return { verb: "get", resource: "namespaces", path: `${NAMESPACES}/${encodeURIComponent(namespace)}` };
}

export function createNamespace(name: string, labels: Readonly<Record<string, string>>): ApiRequest {
  const body = { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
  return { verb: "create", resource: "namespaces", path: NAMESPACES, body };
}

export function getVersion(): ApiRequest {
  return { verb: "get", resource: "the server's version", path: "/version" };
}

export function listNodes(): ApiRequest {
  return { verb: "list", resource: "nodes", path: "/api/v1/nodes" };
}

function podsRequest(verb: ApiRequest["verb"], namespace: string, pod?: string): ApiRequest {
  const collection = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const path = pod === undefined ? collection : `${collection}/${encodeURIComponent(pod)}`;
  return { verb, resource: "pods", namespace, path };
}

const NAMESPACES = "/api/v1/namespaces";

function jobsRequest(verb: ApiRequest["verb"], namespace: string, job?: string): ApiRequest {
  const collection = `/apis/batch/v1/namespaces/${encodeURIComponent(namespace)}/jobs`;
  const path = job === undefined ? collection : `${collection}/${encodeURIComponent(job)}`;
  return { verb, resource: "jobs.batch", namespace, path };
}
