import type { ApiRequest, ClusterApi } from "../../observe/api/cluster-api";
import { applyJob } from "../../observe/api/cluster-api";

/** A Job to record, and what is done to it. */
export interface Scenario {
  readonly description: string;
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  readonly quota?: Readonly<Record<string, string>>;
  readonly job: object;
  readonly seconds: number;
  readonly acts?: readonly { readonly afterSeconds: number; readonly act: (scene: Scene) => Promise<unknown> }[];
}

/** Where a scenario is played. */
interface Scene {
  readonly api: ClusterApi;
  readonly namespace: string;
  readonly signal: AbortSignal;
  readonly firstPod: () => Promise<string>;
}

const JOB = "heat";

/** Every recorded scenario by its name, which is also its file's. */
export function scenarios(image: string): Record<string, Scenario> {
  const job = (spec: object, container: object = {}, pod: object = {}) => ({
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: JOB, labels: { chapter: "jobs", "job-race/stack": "dev" } },
    spec: {
      ...spec,
      template: {
        metadata: { labels: { chapter: "jobs" } },
        spec: {
          restartPolicy: "Never",
          ...pod,
          containers: [
            {
              name: "kuard",
              image,
              imagePullPolicy: "IfNotPresent",
              args: keys(1),
              resources: { requests: { cpu: "10m", memory: "8Mi" } },
              ...container,
            },
          ],
        },
      },
    },
  });
  const fails = { args: keys(1, "--keygen-exit-code", "3") };
  const lasts = { args: keys(10_000) };
  const onFailure = { restartPolicy: "OnFailure" };
  const suspend = (value: boolean) => (scene: Scene) =>
    scene.api.call(suspension(scene.namespace, value), scene.signal);
  return {
    success: { description: "4 pods, 2 at a time", job: job({ completions: 4, parallelism: 2 }), seconds: 40 },
    "back-off-limit": {
      description: "the container exits with 3, twice",
      job: job({ backoffLimit: 1 }, fails),
      seconds: 60,
    },
    "back-off-limit-on-failure": {
      description: "the container exits with 3 and is restarted in its pod, which is deleted in the end",
      job: job({ backoffLimit: 1 }, fails, onFailure),
      seconds: 60,
    },
    "deadline-exceeded": {
      description: "activeDeadlineSeconds is over",
      job: job({ activeDeadlineSeconds: 5 }, lasts),
      seconds: 50,
    },
    "pod-failure-policy": {
      description: "exit code 3 fails the Job at once",
      job: job(
        { podFailurePolicy: { rules: [{ action: "FailJob", onExitCodes: { operator: "In", values: [3] } }] } },
        fails,
      ),
      seconds: 40,
    },
    "failed-indexes": {
      description: "two indexes fail, each without a retry",
      job: job({ completions: 2, parallelism: 2, completionMode: "Indexed", backoffLimitPerIndex: 0 }, fails),
      seconds: 50,
    },
    "max-failed-indexes": {
      description: "more indexes fail than allowed",
      job: job(
        { completions: 3, parallelism: 3, completionMode: "Indexed", backoffLimitPerIndex: 0, maxFailedIndexes: 1 },
        fails,
      ),
      seconds: 50,
    },
    "success-policy": {
      description: "one index of three is enough",
      job: job({
        completions: 3,
        parallelism: 2,
        completionMode: "Indexed",
        successPolicy: { rules: [{ succeededCount: 1 }] },
      }),
      seconds: 80,
    },
    suspended: {
      description: "suspended after 3 s, resumed after 8 s",
      job: job({ completions: 2, parallelism: 1 }, { args: keys(4) }),
      seconds: 90,
      acts: [
        { afterSeconds: 3, act: suspend(true) },
        { afterSeconds: 8, act: suspend(false) },
      ],
    },
    "image-pull": {
      description: "an image that no registry has",
      job: job({ completions: 2, parallelism: 2 }, { image: "registry.invalid/no-such-image:1" }),
      seconds: 40,
    },
    "image-never": {
      description: "an image that is not there and must not be pulled",
      job: job({}, { image: "registry.invalid/no-such-image:1", imagePullPolicy: "Never" }),
      seconds: 15,
    },
    "invalid-image-name": {
      description: "an image name that is none",
      job: job({}, { image: "registry.invalid/No Such Image" }),
      seconds: 15,
    },
    "container-config": {
      description: "a variable from a Secret that is not there",
      job: job({}, { env: [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "absent", key: "token" } } }] }),
      seconds: 15,
    },
    unschedulable: {
      description: "more CPU than any node has",
      job: job({}, { resources: { requests: { cpu: "500" } } }),
      seconds: 15,
    },
    quota: {
      description: "a quota of no pods",
      quota: { "count/pods": "0" },
      job: job({ completions: 2, parallelism: 2 }),
      seconds: 15,
    },
    "pod-security": {
      description: "a namespace with Pod Security `restricted`",
      namespaceLabels: { "pod-security.kubernetes.io/enforce": "restricted" },
      job: job({}),
      seconds: 15,
    },
    deleted: {
      description: "the Job is deleted after 4 s",
      job: job({}, lasts),
      seconds: 15,
      acts: [{ afterSeconds: 4, act: (scene) => scene.api.call(removal(scene.namespace), scene.signal) }],
    },
    "time-to-live": {
      description: "ttlSecondsAfterFinished is 0",
      job: job({ ttlSecondsAfterFinished: 0 }),
      seconds: 50,
    },
    "pod-deleted": {
      description: "the first pod is deleted after 4 s and made again",
      job: job({}, { args: keys(6) }, { terminationGracePeriodSeconds: 1 }),
      seconds: 90,
      acts: [
        {
          afterSeconds: 4,
          act: async (scene) => scene.api.call(podRemoval(scene.namespace, await scene.firstPod()), scene.signal),
        },
      ],
    },
    evicted: {
      description: "the first pod is evicted after 4 s and made again",
      job: job({}, { args: keys(6) }, { terminationGracePeriodSeconds: 1 }),
      seconds: 90,
      acts: [
        {
          afterSeconds: 4,
          act: async (scene) => scene.api.call(eviction(scene.namespace, await scene.firstPod()), scene.signal),
        },
      ],
    },
  };
}

function keys(count: number, ...more: string[]): string[] {
  return ["--keygen-enable", "--keygen-exit-on-complete", "--keygen-num-to-gen", String(count), ...more];
}

function suspension(namespace: string, suspend: boolean): ApiRequest {
  const body = { apiVersion: "batch/v1", kind: "Job", metadata: { name: JOB }, spec: { suspend } };
  const request = applyJob(namespace, JOB, "recorder", body);
  return { ...request, query: { ...request.query, force: "true" } };
}

function removal(namespace: string): ApiRequest {
  const path = `/apis/batch/v1/namespaces/${namespace}/jobs/${JOB}`;
  return { verb: "delete", resource: "jobs.batch", namespace, path, body: { propagationPolicy: "Background" } };
}

function podRemoval(namespace: string, pod: string): ApiRequest {
  return { verb: "delete", resource: "pods", namespace, path: `/api/v1/namespaces/${namespace}/pods/${pod}` };
}

function eviction(namespace: string, pod: string): ApiRequest {
  const path = `/api/v1/namespaces/${namespace}/pods/${pod}/eviction`;
  const body = { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: pod, namespace } };
  return { verb: "create", resource: "pods/eviction", namespace, path, body };
}
