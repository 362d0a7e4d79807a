/** Words of Kubernetes' that tell a cause, and what a person does about it; `$1` is what the words name. */
type Causes = readonly (readonly [RegExp, string])[];

const MISSING: Causes = [
  [/persistentvolumeclaim "([^"]+)" not found/i, "create the PersistentVolumeClaim “$1” in this namespace"],
  [/configmaps? "([^"]+)" not found/i, "create the ConfigMap “$1” in this namespace"],
  [/secrets? "([^"]+)" not found/i, "create the Secret “$1” in this namespace"],
  [/couldn't find key (\S+) in (\S+) (?:\S+\/)?([\w.-]+)/i, "add the key “$1” to the $2 “$3”"],
  [/references non-existent (?:config|secret) key: (\S+)/i, "add the key “$1” to the ConfigMap or Secret, or drop it"],
  [/(?:serviceaccount "|service account [\w.-]+\/)([\w.-]+)/i, "create the ServiceAccount “$1” in this namespace"],
  [/no PriorityClass with name (\S+) was found/i, "create the PriorityClass “$1”, or drop priorityClassName"],
  [/runtimeclass(?:es\.node\.k8s\.io)? "([^"]+)" not found/i, "create the RuntimeClass “$1”, or drop runtimeClassName"],
];

const SCHEDULING: Causes = [
  [
    /unbound immediate PersistentVolumeClaims/i,
    "give the PersistentVolumeClaim a volume or a StorageClass that makes one",
  ],
  [/volume node affinity conflict/i, "free a node where the pod's volume is, or move the volume"],
  [
    /didn't match (?:Pod's )?node affinity\/selector/i,
    "label a node as the pod's nodeSelector or affinity asks, or drop that",
  ],
  [
    /untolerated taint\(?s?\)? ?\{([^:}]+)/i,
    "tolerate the node's taint “$1” in the manifest, or remove it from the node",
  ],
  [/anti-affinity|topology spread/i, "loosen the pod's affinity rules, or add a node that meets them"],
  [/node\(s\) were unschedulable/i, "uncordon a node"],
  [/free ports for the requested pod ports/i, "drop the container's hostPort"],
  [/Insufficient (?!cpu|memory)(\S+?)[,.]?(?: |$)/i, "add a node that has $1, or drop the request for it"],
  [/Insufficient|Too many pods/i, "lower the pod's requests, free room on a node, or add one"],
];

const STARTING: Causes = [
  [
    /executable file not found|no such file or directory.*exec|exec.*no such file/i,
    "fix the container's command: the image has no such program",
  ],
  [/runAsNonRoot/i, "set runAsUser in the securityContext, or use an image with a user other than root"],
  [/hostPath type check failed/i, "make the hostPath on the node, or set its type to DirectoryOrCreate"],
  [/CSIDriver\b.*not found|driver name (\S+) not found/i, "install the volume's CSI driver on the node"],
  [/Multi-Attach|already (?:used|attached)/i, "end what else uses the volume, or use one that several nodes may mount"],
];

const IMAGES: Causes = [
  [
    /ErrImageNeverPull|InvalidImageName/,
    "fix the image's name or its imagePullPolicy (the setting `image` replaces the image)",
  ],
  [
    /unauthorized|authentication required|denied|forbidden/i,
    "let the namespace pull it (imagePullSecrets), or fix its name",
  ],
  [
    /no such host|dial tcp|timeout|connection refused|certificate/i,
    "make the node reach the registry, or use the setting `image`",
  ],
  [/not found|manifest unknown|no match/i, "fix the image's name and tag (the setting `image` replaces it)"],
];

const REFUSALS: Causes = [
  [/violates PodSecurity/i, "set what the namespace's Pod Security asks for in the securityContext"],
  [/exceeded quota: ([^,]+)/i, "raise the quota “$1”, or lower the requests or the parallelism"],
  [/failed quota: ([^:]+): must specify ([\w.,-]+)/i, "set $2 in the manifest, as the quota “$1” asks"],
  [/(?:maximum|minimum) [\w./-]+ usage per/i, "set requests and limits that the namespace's LimitRange allows"],
  [/admission webhook "([^"]+)" denied/i, "ask whoever runs the webhook “$1”, or give the manifest what it wants"],
];

const FAILURES_OF_JOBS: Causes = [
  [/DeadlineExceeded/, "raise or drop the manifest's own `activeDeadlineSeconds`, which ended the Job"],
  [/OOMKilled|exit code 137\b/, "raise the container's memory limit"],
  [/exit code 12[67]\b/, "fix the container's command: it could not be run"],
  [
    /PodFailurePolicy/,
    "see which rule of the manifest's `podFailurePolicy` fits this end, then fix the workload or the rule",
  ],
];

const WAITING: Causes = [
  [
    /ended with 0, (.+?) still runs?/,
    "make “$1” a native sidecar (an init container with `restartPolicy: Always`), or let it end with the others",
  ],
  [/init container (\S+) still runs/, "see what the init container “$1” waits for"],
  [/gates to be removed: (.+)/, "see who should remove the scheduling gates $1 (a queue, say), or drop them"],
  [/The Job is suspended/, "see what keeps the Job suspended (a queue, say), or raise the setting `timeoutSeconds`"],
];

/** What programs say last before they give up. */
const PROGRAMS: Causes = [
  [
    /flag provided but not defined: (\S+)|unknown flag:? (\S+)|unrecognized option:? (\S+)|unknown option:? (\S+)/i,
    "use an image whose program knows the flag $1$2$3$4, or fix the manifest's arguments",
  ],
];

const QUEUES: Causes = [
  [
    /lookup ([\w.-]+)\b/i,
    "call the queue by the name that the lane's `queue` Pod has in its manifest, or by that of your own broker (not “$1”)",
  ],
  [
    /400 Bad Request|does not exist|stream not found|consumer not found|404/i,
    "let `fill` make the very queue that the workers take from: its name must be the same in both",
  ],
  [
    /connection refused|no route|timed? ?out|timeout|unreachable/i,
    "ask at the port on which the queue listens, and see that no network policy is in between",
  ],
];

/** The causes that each kind of trouble may have. */
const CAUSES = {
  scheduling: [...MISSING, ...SCHEDULING],
  starting: [...MISSING, ...STARTING],
  image: IMAGES,
  refusal: [...MISSING, ...REFUSALS],
  job: FAILURES_OF_JOBS,
  program: PROGRAMS,
  waiting: WAITING,
  queue: QUEUES,
} satisfies Record<string, Causes>;

/** A scheduler's message has a cause for each group of nodes. */
const MOST_CAUSES = 3;

/** What to do about this, by its cause; `otherwise` where the words name none that is known. */
export function adviceFor(trouble: keyof typeof CAUSES, words: string, otherwise: string): string {
  const known: Causes = CAUSES[trouble];
  const [first, ...more] = known
    .flatMap(([pattern, advice]) => {
      const match = pattern.exec(words);
      return match === null ? [] : [advice.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "")];
    })
    .slice(0, MOST_CAUSES);
  return first === undefined ? otherwise : [first, ...more].join("; ");
}
