import { heatTitle, jobName } from "../heat-request";
import { failureLogText } from "../record/failure-log";
import { adviceFor } from "./advice-by-cause";
import { deadlineText } from "./deadline-text";
import { AGAIN, type Failure, look, wordsOf } from "./failure-entry";
import type { FailureScene } from "./failure-scene";
import { QUEUE_FAILURES } from "./queue-failures";
import { TLS_FAILURES } from "./tls-failures";
import { sentence, WaitError } from "./wait-error";
import type { Reason } from "./wait-error";

const fresh = "run `pulumi refresh` and then `pulumi up`: the heat is raced again. Leave its Job alone meanwhile.";
const stuckPod = ({ detail }: FailureScene) => `a pod that cannot start: ${sentence(detail)}`;

/** What to do where the cause is none that is known. */
const UNKNOWN = {
  image:
    "check the image's name, and that the nodes reach its registry and may pull from it; the setting `image` replaces it",
  reference: "make what the container refers to, or fix the manifest",
  volume: "give the pod the volumes that it mounts, or fix the node's network",
  room: "lower the pod's requests, free room on a node, or add one",
  refusal: "change the namespace's quota or policy, or the manifest (requests, securityContext)",
  deadline: "raise the setting `timeoutSeconds` if the heat only needs longer",
};

/** Every reason for which a wait ends without a result. A new one is an entry here, a line in `judge`, a row in the docs. */
export const FAILURES = {
  ...TLS_FAILURES,
  JobFailed: {
    came: ({ detail, log }) => `Failed with ${sentence(detail)}${failureLogText(log)}`,
    next: ({ detail, log }) =>
      `${adviceFor("job", `${detail} ${log?.how ?? ""}`, adviceFor("program", wordsOf(log), "fix the workload"))}, ` +
      `${AGAIN}: it races this heat again and keeps the earlier ones.`,
  },
  JobGone: { came: ({ request, detail }) => `no Job with UID ${request.uid}: ${sentence(detail)}`, next: () => fresh },
  JobReplaced: {
    came: ({ request, detail }) =>
      `a Job of that name with UID ${detail} instead of ${request.uid}: somebody made it again.`,
    next: () => fresh,
  },
  ImagePull: {
    came: stuckPod,
    next: ({ detail }) => `${adviceFor("image", detail, UNKNOWN.image)}, ${AGAIN}.`,
  },
  ContainerConfig: {
    came: stuckPod,
    next: (scene) => `${adviceFor("starting", scene.detail, UNKNOWN.reference)}, ${AGAIN}; ${look(scene)} tells more.`,
  },
  Unschedulable: {
    came: stuckPod,
    next: ({ detail }) => `${adviceFor("scheduling", detail, UNKNOWN.room)}, ${AGAIN}.`,
  },
  PodNotStarted: {
    came: stuckPod,
    next: (scene) => `${adviceFor("starting", scene.detail, UNKNOWN.volume)}, ${AGAIN}; ${look(scene)} tells more.`,
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
    next: ({ detail }) => `${adviceFor("refusal", detail, UNKNOWN.refusal)}, ${AGAIN}.`,
  },
  Deadline: {
    came: (scene) => scene.came ?? deadlineText(scene),
    next: (scene) =>
      `${adviceFor("waiting", deadlineText(scene), UNKNOWN.deadline)}; ${look(scene)} tells more; ` +
      "`pulumi up` again waits on for the same Job, or takes its result if it has completed.",
  },
  ...QUEUE_FAILURES,
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
