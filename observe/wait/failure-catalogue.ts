import type { TlsTrouble } from "../api/tls-trouble";
import { heatTitle, jobName } from "../heat-request";
import { failureLogText } from "../record/failure-log";
import { adviceFor } from "./advice-by-cause";
import { deadlineText } from "./deadline-text";
import type { FailureScene } from "./failure-scene";
import { sentence, WaitError } from "./wait-error";
import type { Reason } from "./wait-error";

/** One reason: what was expected (if not the heat's end), what came, and what to do about it. */
interface Failure {
  readonly expected?: (scene: FailureScene) => string;
  readonly came?: (scene: FailureScene) => string;
  readonly next: (scene: FailureScene) => string;
}

const AGAIN = "then run `pulumi up` again";
const REFILLED = "it makes the queue again, fills it, and races this heat";
const fresh = "run `pulumi refresh` and then `pulumi up`: the heat is raced again. Leave its Job alone meanwhile.";
const look = ({ request }: FailureScene) => `\`kubectl describe jobs/${request.job} --namespace ${request.namespace}\``;
const wordsOf = (log: FailureScene["log"]) => [log?.how, ...(log?.lines ?? [])].join(" ");
const stuckPod = ({ detail }: FailureScene) => `a pod that cannot start: ${sentence(detail)}`;
const toReach = ({ request }: FailureScene) => `a trusted connection to the cluster of ${jobName(request)}`;

/** Each TLS fault is one of the kubeconfig or of a certificate: nothing that another attempt changes. */
const TLS = {
  CertificateName: {
    expected: toReach,
    next: () =>
      `set the kubeconfig's \`server\` to a name that the certificate has, or its \`tls-server-name\` to one of those, ${AGAIN}.`,
  },
  CertificateExpired: {
    expected: toReach,
    next: () =>
      `renew the API server's certificate (\`kubeadm certs renew apiserver\`, say), or set this machine's clock right, ${AGAIN}.`,
  },
  UnknownAuthority: {
    expected: toReach,
    next: () =>
      `get a current kubeconfig of this cluster, or set its \`certificate-authority-data\` to the authority that signed the certificate, ${AGAIN}.`,
  },
  CertificateRefused: {
    expected: toReach,
    next: () => `have the API server's certificate made again by its authority, ${AGAIN}.`,
  },
  ClientCertificate: {
    expected: toReach,
    next: () =>
      `renew the kubeconfig's \`client-certificate-data\` and \`client-key-data\` (log in to the cluster again), ${AGAIN}.`,
  },
  PlainHttp: {
    expected: toReach,
    next: () =>
      `check the kubeconfig's \`server\`: what listens there speaks no TLS. Its port may be another, or its address begin with http://.`,
  },
  NeedsTls: {
    expected: toReach,
    next: () => `let the kubeconfig's \`server\` begin with https://, ${AGAIN}.`,
  },
  TlsHandshake: {
    expected: toReach,
    next: () =>
      `try \`openssl s_client -connect HOST:PORT\` with the kubeconfig's server: a proxy may break in, or share no version of TLS with it.`,
  },
} satisfies Record<TlsTrouble, Failure>;

/** Every reason for which a wait ends without a result. A new one is an entry here, a line in `judge`, a row in the docs. */
export const FAILURES = {
  ...TLS,
  JobFailed: {
    came: ({ detail, log }) => `Failed with ${sentence(detail)}${failureLogText(log)}`,
    next: ({ detail, log }) =>
      `${adviceFor("job", `${detail} ${log?.how ?? ""}`, adviceFor("program", wordsOf(log), "fix the workload"))}, ${AGAIN}: it races this heat again and keeps the earlier ones.`,
  },
  JobGone: { came: ({ request, detail }) => `no Job with UID ${request.uid}: ${sentence(detail)}`, next: () => fresh },
  JobReplaced: {
    came: ({ request, detail }) =>
      `a Job of that name with UID ${detail} instead of ${request.uid}: somebody made it again.`,
    next: () => fresh,
  },
  ImagePull: {
    came: stuckPod,
    next: ({ detail }) =>
      `${adviceFor("image", detail, "check the image's name, and that the nodes reach its registry and may pull from it; the setting `image` replaces it")}, ${AGAIN}.`,
  },
  ContainerConfig: {
    came: stuckPod,
    next: (scene) =>
      `${adviceFor("starting", scene.detail, "make what the container refers to, or fix the manifest")}, ${AGAIN}; ${look(scene)} tells more.`,
  },
  Unschedulable: {
    came: stuckPod,
    next: ({ detail }) =>
      `${adviceFor("scheduling", detail, "lower the pod's requests, free room on a node, or add one")}, ${AGAIN}.`,
  },
  PodNotStarted: {
    came: stuckPod,
    next: (scene) =>
      `${adviceFor("starting", scene.detail, "give the pod the volumes that it mounts, or fix the node's network")}, ${AGAIN}; ${look(scene)} tells more.`,
  },
  NoScheduler: {
    came: stuckPod,
    next: () => `start the scheduler that the manifest's \`schedulerName\` names, or drop that line, ${AGAIN}.`,
  },
  NoController: {
    came: ({ detail }) =>
      `no sign of the controller “${detail}” that its \`managedBy\` names: the Job has no start and no pods.`,
    next: () => `start that controller, or drop \`managedBy\` from the manifest, ${AGAIN}.`,
  },
  PodsRefused: {
    came: ({ detail }) => `no pods, because the cluster refused them: ${sentence(detail)}`,
    next: ({ detail }) =>
      `${adviceFor("refusal", detail, "change the namespace's quota or policy, or the manifest (requests, securityContext)")}, ${AGAIN}.`,
  },
  Deadline: {
    came: (scene) => scene.came ?? deadlineText(scene),
    next: (scene) =>
      `${adviceFor("waiting", deadlineText(scene), "raise the setting `timeoutSeconds` if the heat only needs longer")}; ${look(scene)} tells more; \`pulumi up\` again waits on for the same Job, or takes its result if it has completed.`,
  },
  QueueNotReady: {
    expected: ({ request }) =>
      `Pod "${request.job}" in namespace "${request.namespace}", the queue of ${heatTitle(request)}, to be ready within ${request.timeoutSeconds} s`,
    next: ({ request }) =>
      `look with \`kubectl describe pod/${request.job} --namespace ${request.namespace}\`, fix the manifest that the lane's \`queue\` names, ${AGAIN}.`,
  },
  FillFailed: {
    expected: ({ request }) =>
      `${jobName(request)} (${heatTitle(request)}) to complete within ${request.timeoutSeconds} s`,
    came: ({ detail, log }) => `Failed with ${sentence(detail)}${failureLogText(log)}`,
    next: ({ detail, log }) =>
      `${adviceFor("queue", `${detail} ${wordsOf(log)}`, adviceFor("program", wordsOf(log), "fix the manifest that the lane's `fill` names, or the queue that it fills"))}, ${AGAIN}: ${REFILLED}.`,
  },
  QueueSpent: {
    expected: ({ request }) => `a full queue for ${jobName(request)} (${heatTitle(request)})`,
    came: ({ detail }) =>
      `one from which the workers of an attempt that failed had taken items: the Job had failed before this wait began (${detail}).`,
    next: () =>
      `run \`pulumi up\` again: ${REFILLED}. Where the queue is your own (a lane without \`queue\`), empty it and change the setting \`run\`: all heats are then filled for and raced again.`,
  },
  QueueUnreached: {
    came: ({ detail }) => `workers that find no queue: ${sentence(detail)}`,
    next: ({ detail }) =>
      `${adviceFor("queue", detail, "let the workers ask for the queue by the name of the lane's `queue` Pod, or of your own broker")}, ${AGAIN}: ${REFILLED}.`,
  },
  WorkersDoNotEnd: {
    came: ({ detail }) => `workers that do not end although their queue is empty: ${sentence(detail)}`,
    next: () =>
      `let the workers end once the queue is empty (kuard: \`--keygen-exit-on-complete\`), ${AGAIN}: ${REFILLED}.`,
  },
  NotFromQueue: {
    came: ({ detail }) => `items that are not the queue's: ${sentence(detail)}`,
    next: () =>
      `give the workers the arguments by which they take items from the queue (kuard: \`--keygen-memq-server\` and \`--keygen-memq-queue\`; without either it makes keys for ever), ${AGAIN}: ${REFILLED}.`,
  },
  QueueNotEmpty: {
    expected: ({ request }) => `the queue of ${heatTitle(request)} to be empty once ${jobName(request)} was complete`,
    next: (scene) =>
      `see why workers ended early with ${look(scene)} (Kubernetes calls such a Job complete once one worker has succeeded and none is left), ${AGAIN}: ${REFILLED}.`,
  },
  NotReplaced: { next: (scene) => `see what keeps it with ${look(scene)}, ${AGAIN}.` },
  Forbidden: {
    next: () => `give these credentials the verb and resource named above (the project ships a Role), ${AGAIN}.`,
  },
  Unauthorized: {
    expected: () =>
      "the cluster to accept the kubeconfig's credentials, which were loaded again after the first refusal",
    next: () => `log in to the cluster again (\`kubectl auth whoami\` tells when it works), ${AGAIN}.`,
  },
  CredentialPlugin: {
    expected: ({ request }) => `credentials for ${jobName(request)}`,
    next: () => `make \`kubectl get jobs\` work with this kubeconfig, ${AGAIN}.`,
  },
  Kubeconfig: {
    expected: ({ request }) => `a kubeconfig that names the cluster of ${jobName(request)}`,
    next: () => "set kubernetes:kubeconfig, kubernetes:context or KUBECONFIG to the cluster of this stack.",
  },
  ApiRejected: {
    expected: ({ request }) => `the Kubernetes API to answer about ${jobName(request)}`,
    next: () => "check that the kubeconfig's server is a Kubernetes API (`kubectl version`).",
  },
} satisfies Record<Reason, Failure>;

/** The error that a person reads: what was expected, what came, and what to do about it. */
export function failure(reason: Reason, scene: FailureScene): WaitError {
  const entry: Failure = FAILURES[reason];
  const { request, detail, cause } = scene;
  const end = `${jobName(request)} (${heatTitle(request)}) to complete within ${request.timeoutSeconds} s`;
  return new WaitError(reason, {
    expected: scene.expected ?? entry.expected?.(scene) ?? end,
    came: scene.came ?? entry.came?.(scene) ?? sentence(detail),
    next: scene.next ?? entry.next(scene),
    cause,
  });
}
