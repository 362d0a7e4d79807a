import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { serverCertificate } from "../fake-kubernetes/certificate";
import { create, kubectlJson } from "./seen-objects";
import type { Stack } from "./stack";

/** How long a Job waits in the queue, on the cluster's clock of whole seconds. */
const QUEUE_SECONDS = 2;

interface AdmissionReview {
  readonly request: { readonly uid: string; readonly object: { readonly metadata: JobMeta } };
}

interface JobMeta {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** By this label a Job says in which queue it waits. */
const QUEUE_LABEL = "kueue.x-k8s.io/queue-name";

/** What the queue's flavor of nodes adds to the pods of a Job that it resumes. */
const admitted = {
  spec: {
    suspend: false,
    template: {
      metadata: { labels: { "kueue.x-k8s.io/podset": "main" } },
      spec: { nodeSelector: { "kubernetes.io/os": "linux" } },
    },
  },
};

/** A queue as Kueue is one. */
export interface HoldingQueue {
  /** Names of the Jobs that it held back and resumed, in their order. */
  readonly resumed: readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Suspends the Jobs of one namespace that name this queue, on their creation, by a mutating webhook, and resumes each of them a
 * little later, with what its pods get of a flavor: as Kueue does with the Jobs that it has no quota for yet.
 */
export async function holdBack(stack: Stack, namespace: string, queue: string): Promise<HoldingQueue> {
  const resumed: string[] = [];
  const running: Promise<void>[] = [];
  const { cert, key, authority } = await serverCertificate();
  const server = createServer({ cert, key }, (request, response) => {
    void (async () => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      const { uid, object } = (JSON.parse(body) as AdmissionReview).request;
      const held = object.metadata.labels?.[QUEUE_LABEL] === queue;
      const patch = Buffer.from(JSON.stringify([{ op: "add", path: "/spec/suspend", value: true }])).toString("base64");
      const answer = { uid, allowed: true, ...(held && { patchType: "JSONPatch", patch }) };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", response: answer }));
      if (held) running.push(resume(stack, namespace, object.metadata.name).then((name) => void resumed.push(name)));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const webhook = {
    name: "queue.job-race.example",
    admissionReviewVersions: ["v1"],
    sideEffects: "None",
    clientConfig: { url: `https://127.0.0.1:${port}/`, caBundle: Buffer.from(authority).toString("base64") },
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
    rules: [{ operations: ["CREATE"], apiGroups: ["batch"], apiVersions: ["v1"], resources: ["jobs"] }],
  };
  await create(stack, namespace, {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingWebhookConfiguration",
    metadata: { name: `queue-of-${namespace}` },
    webhooks: [webhook],
  });
  return {
    resumed,
    close: async () => {
      await stack.kubectl("delete", "mutatingwebhookconfiguration", `queue-of-${namespace}`);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(running);
    },
  };
}

async function resume(stack: Stack, namespace: string, name: string): Promise<string> {
  const isDue = ({ metadata, spec }: { metadata: { creationTimestamp: string }; spec: { suspend?: boolean } }) =>
    spec.suspend === true && Date.now() - Date.parse(metadata.creationTimestamp) >= QUEUE_SECONDS * 1_000;
  // The answer to the webhook comes before the Job is there.
  const read = () => kubectlJson(stack, namespace, "job", name).catch(() => undefined);
  for (const startedMs = Date.now(); ;) {
    if (Date.now() - startedMs > 30_000) throw new Error(`Expected Job ${name} to be suspended, but it never was.`);
    const job = (await read()) as Parameters<typeof isDue>[0] | undefined;
    if (job && isDue(job)) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stack.kubectl("patch", "job", name, "--namespace", namespace, "--patch", JSON.stringify(admitted));
  return name;
}
