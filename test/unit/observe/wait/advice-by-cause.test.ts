import assert from "node:assert/strict";
import { heatRequest } from "../../../fake-kubernetes/objects";
import { failure } from "../../../../observe/wait/failure-catalogue";
import type { Reason } from "../../../../observe/wait/wait-error";

/** Kubernetes' own words, and what the advice has to name. */
const CASES: readonly (readonly [Reason, string, RegExp])[] = [
  [
    "Unschedulable",
    'pod a: Unschedulable: 0/1 nodes are available: persistentvolumeclaim "data" not found. not found',
    /^create the PersistentVolumeClaim “data” in this namespace, then/,
  ],
  [
    "Unschedulable",
    "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) didn't match Pod's node affinity/selector.",
    /^label a node as the pod's nodeSelector.*; tolerate the node's taint “node-role.kubernetes.io\/control-plane”/,
  ],
  ["Unschedulable", "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims.", /^give the Persist/],
  ["Unschedulable", "0/1 nodes are available: 1 Insufficient cpu.", /^lower the pod's requests, free room/],
  [
    "Unschedulable",
    "0/1 nodes are available: 1 Insufficient nvidia.com/gpu.",
    /^add a node that has nvidia.com\/gpu, or/,
  ],
  [
    "ContainerConfig",
    'CreateContainerConfigError: secret "db-credentials" not found',
    /^create the Secret “db-credent/,
  ],
  ["ContainerConfig", "couldn't find key token in Secret race/db", /^add the key “token” to the Secret “db”/],
  ["ContainerConfig", "container has runAsNonRoot and image will run as root", /^set runAsUser/],
  ["ContainerConfig", 'exec: "report": executable file not found in $PATH', /^fix the container's command/],
  ["ImagePull", "ErrImagePull: dial tcp: lookup registry.invalid: no such host", /^make the node reach the registry/],
  ["ImagePull", "ErrImagePull: pull access denied, repository does not exist", /imagePullSecrets/],
  [
    "PodsRefused",
    'Error creating: pods "a-" is forbidden: error looking up service account race/reporter: serviceaccount "reporter" not found',
    /^create the ServiceAccount “reporter” in this namespace, then/,
  ],
  [
    "PodsRefused",
    'Error creating: pods "a-" is forbidden: no PriorityClass with name batch-high was found',
    /^create the PriorityClass “batch-high”/,
  ],
  ["PodsRefused", 'violates PodSecurity "restricted:latest": allowPrivilegeEscalation', /securityContext/],
  ["PodsRefused", "exceeded quota: quota, requested: count/pods=1, used: count/pods=0", /^raise the quota “quota”/],
  ["PodsRefused", "failed quota: compute: must specify limits.cpu for: work", /^set limits.cpu in the manifest/],
  ["JobFailed", "DeadlineExceeded: Job was active longer than specified deadline", /`activeDeadlineSeconds`/],
];

describe("What to do about a failure", () => {
  for (const [reason, words, advice] of CASES) {
    it(`depends on its cause: ${reason}, ${words.slice(-60)}`, () => {
      const { message } = failure(reason, { request: heatRequest(), detail: words });
      assert.match(message.split("\nNext: ")[1] ?? "", advice);
    });
  }

  it("is that of the container's own end where a Job gave up", () => {
    const log = { pod: "a", how: "exit code 137, OOMKilled", lines: [], wasKilled: false };
    const detail = "BackoffLimitExceeded: Job has reached the specified backoff limit";
    const { message } = failure("JobFailed", { request: heatRequest(), detail, log });
    assert.match(message, /\nNext: raise the container's memory limit, then/);
  });

  it("is the general one where no known cause is named", () => {
    const { message } = failure("Unschedulable", { request: heatRequest(), detail: "no words that anybody knows" });
    assert.match(
      message,
      /\nNext: lower the pod's requests, free room on a node, or add one, then run `pulumi up` again\./,
    );
  });

  it("names a flag that the image's program does not know", () => {
    const lines = ["flag provided but not defined: -keygen-memq-server", "Usage of keygen:"];
    const log = { pod: "a", how: "exit code 2, Error", lines, wasKilled: false };
    const { message } = failure("JobFailed", { request: heatRequest(), detail: "BackoffLimitExceeded", log });
    assert.match(message, /Next: use an image whose program knows the flag -keygen-memq-server, or fix the manifest/);
  });
});
