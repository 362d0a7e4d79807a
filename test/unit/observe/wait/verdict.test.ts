import assert from "node:assert/strict";
import type { Fact } from "../../../../observe/state/heat-state";
import { DEFAULT_GRACES, nextCheckMs } from "../../../../observe/wait/verdict";
import { failure } from "../../../../observe/wait/failure-catalogue";
import { heatRequest } from "../../../fake-kubernetes/objects";
import { job, pod, event, stateOf, verdictAt } from "../state/facts";

describe("The verdict on a heat", () => {
  const stuck = { name: "parallel-1-a", waiting: { reason: "ErrImagePull", message: "no such image" } };
  const refusal = event({ name: "r.1", reason: "FailedCreate", message: "serviceaccount not found" });

  it("is complete only by the condition Complete of the pinned Job", () => {
    assert.deepEqual(verdictAt(1, [0, job({ conditions: ["Complete"] })]), { status: "complete" });
    assert.equal(verdictAt(1, [0, job({ uid: "another", conditions: ["Complete"] })]).status, "waiting");
    assert.equal(
      verdictAt(1, [0, job({ status: { succeeded: 2, completionTime: "2026-01-01T00:00:09Z" } })]).status,
      "waiting",
    );
  });

  it("is ending while the Job says that its end has begun", () => {
    for (const condition of ["SuccessCriteriaMet", "FailureTarget"]) {
      assert.deepEqual(verdictAt(1, [0, job({ conditions: [condition] })]), { status: "ending", condition });
    }
  });

  it("is failed by any reason that a Job can fail for, with Kubernetes' words", () => {
    for (const reason of [
      "BackoffLimitExceeded",
      "DeadlineExceeded",
      "PodFailurePolicy",
      "FailedIndexes",
      "Anything",
    ]) {
      const verdict = verdictAt(1, [0, job({ conditions: ["Failed"], reason })]);
      assert.deepEqual(verdict, {
        status: "failed",
        reason: "JobFailed",
        detail: `${reason}: Failed it is`,
        isFinal: true,
      });
    }
  });

  it("never is complete for a Job that is failed as well", () => {
    assert.equal(verdictAt(1, [0, job({ conditions: ["Complete", "Failed"] })]).status, "failed");
  });

  it("bears image trouble for 30 s and no longer, also while the reason goes to and fro", () => {
    const backOff = { ...stuck, waiting: { reason: "ImagePullBackOff", message: "back-off" } };
    const facts: [number, Fact][] = [
      [0, job()],
      [1_000, pod(stuck)],
      [20_000, pod(backOff, 2)],
    ];
    assert.equal(verdictAt(30_999, ...facts).status, "waiting");
    const verdict = verdictAt(31_000, ...facts);
    assert.ok(verdict.status === "failed" && verdict.reason === "ImagePull" && !verdict.isFinal);
    assert.equal(verdict.detail, "pod parallel-1-a (image keygen): ImagePullBackOff: back-off");
    assert.equal(nextCheckMs(stateOf(...facts), 20_000, DEFAULT_GRACES), 31_000);
  });

  it("starts the grace again when the trouble was over", () => {
    const facts: [number, Fact][] = [
      [0, job()],
      [0, pod(stuck)],
      [20_000, pod({ name: stuck.name, phase: "Running" }, 2)],
      [25_000, pod(stuck, 3)],
    ];
    assert.equal(verdictAt(50_000, ...facts).status, "waiting");
  });

  it("ignores an old sight of a pod that has moved on", () => {
    const facts: [number, Fact][] = [
      [0, job()],
      [0, pod({ name: stuck.name, phase: "Running" }, 5)],
      [1, pod(stuck, 4)],
    ];
    assert.equal(verdictAt(100_000, ...facts).status, "waiting");
  });

  it("takes an unschedulable pod for stuck only when no other pod of the heat runs", () => {
    const waits = pod({ name: "parallel-1-a", unschedulable: "0/1 nodes are available" });
    const runs = pod({ name: "parallel-1-b", phase: "Running" });
    assert.equal(verdictAt(100_000, [0, job()], [0, waits], [0, runs]).status, "waiting");
    const verdict = verdictAt(30_000, [0, job()], [0, waits]);
    assert.ok(verdict.status === "failed" && verdict.reason === "Unschedulable");
  });

  it("gives the scheduler its time when the last pod that ran has ended", () => {
    const facts: [number, Fact][] = [
      [0, job()],
      [0, pod({ name: "parallel-1-a", unschedulable: "0/1 nodes are available" })],
      [0, pod({ name: "parallel-1-b", phase: "Running" })],
      [60_000, pod({ name: "parallel-1-b", phase: "Succeeded" }, 2)],
    ];
    assert.equal(verdictAt(60_000, ...facts).status, "waiting");
    assert.equal(nextCheckMs(stateOf(...facts), 60_000, DEFAULT_GRACES), 90_000);
    assert.equal(verdictAt(89_999, ...facts).status, "waiting");
    assert.equal(verdictAt(90_000, ...facts).status, "failed");
    assert.equal(verdictAt(90_000, ...facts, [70_000, pod({ name: "parallel-1-a" }, 3)]).status, "waiting");
  });

  it("gives a pod that has found its node at last the whole grace for its image", () => {
    const waiting = { reason: "ErrImagePull" };
    const facts: [number, Fact][] = [
      [0, job()],
      [0, pod({ name: "parallel-1-a", unschedulable: "0/1 nodes are available" })],
      [0, pod({ name: "parallel-1-b", phase: "Running" })],
      [100_000, pod({ name: "parallel-1-a", waiting }, 2)],
    ];
    assert.equal(verdictAt(100_000, ...facts).status, "waiting");
    assert.equal(verdictAt(130_000, ...facts).status, "failed");
  });

  it("bears refusals that may pass for 10 s, and no clear one at all", () => {
    assert.equal(verdictAt(9_999, [0, job()], [0, refusal]).status, "waiting");
    assert.equal(verdictAt(10_000, [0, job()], [0, refusal]).status, "failed");
    for (const message of [
      'pods "x" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0',
      'pods "x" is forbidden: violates PodSecurity "restricted:latest"',
      'admission webhook "v.example.com" denied the request: no',
      'pods "x" is forbidden: maximum cpu usage per Container is 1, but limit is 2',
    ]) {
      const clear = event({ name: "r.1", reason: "FailedCreate", message });
      assert.equal(verdictAt(1, [0, job()], [0, clear]).status, "failed", message);
    }
  });

  it("bears a quota that is used up as long as other refusals: the pods before may not have been counted yet", () => {
    const message = "exceeded quota: q, requested: requests.cpu=500m, used: requests.cpu=1, limited: requests.cpu=1";
    const usedUp = event({ name: "r.1", reason: "FailedCreate", message });
    assert.equal(verdictAt(9_999, [0, job()], [0, usedUp]).status, "waiting");
    assert.equal(verdictAt(10_000, [0, job()], [0, usedUp]).status, "failed");
  });

  it("forgets a refusal when a pod comes after all, and bears one while pods run", () => {
    const runs = { name: "parallel-1-a", phase: "Running" };
    assert.equal(verdictAt(100_000, [0, job()], [0, refusal], [5_000, pod(runs)]).status, "waiting");
    assert.equal(verdictAt(100_000, [0, job()], [0, pod(runs)], [5_000, refusal]).status, "waiting");
    // An old refusal, read late, while the Job's last pods have ended and it is being counted.
    const ended = { ...runs, phase: "Succeeded", createdAt: "2026-01-01T00:00:03Z" };
    assert.equal(verdictAt(100_000, [0, job()], [0, pod(ended)], [5_000, refusal]).status, "waiting");
  });

  it("bears a late refusal of a queue's Job once a worker has succeeded and none is active", () => {
    const spec = { completions: undefined };
    const message = "exceeded quota: q";
    const late: [number, Fact] = [0, event({ name: "r.1", reason: "FailedCreate", message })];
    const ended: [number, Fact] = [0, pod({ name: "parallel-1-a", phase: "Succeeded" })];
    assert.equal(verdictAt(100_000, [0, job({ spec, status: { succeeded: 1 } })], ended, late).status, "waiting");
    assert.equal(verdictAt(100_000, [0, job({ spec, status: { failed: 1 } })], ended, late).status, "failed");
  });

  it("is failed when the Job is gone, being deleted or another one, until it is confirmed not finally", () => {
    for (const [fact, reason] of [
      [{ kind: "job-gone" }, "JobGone"],
      [{ kind: "job-gone", otherUid: "another" }, "JobReplaced"],
      [job({ metadata: { deletionTimestamp: "2026-01-01T00:00:02Z" } }, 2), "JobGone"],
    ] as const) {
      const verdict = verdictAt(1, [0, job()], [0, fact]);
      assert.ok(verdict.status === "failed" && verdict.reason === reason && !verdict.isFinal);
    }
    assert.equal(verdictAt(1, [0, job()], [0, { kind: "job-gone" }], [1, job({}, 1, true)]).status, "waiting");
    assert.equal(verdictAt(1, [0, job()], [0, { kind: "job-gone" }], [1, job({}, 1)]).status, "failed");
  });

  it("is complete though the Job is gone, if it was seen complete", () => {
    assert.equal(verdictAt(1, [0, job({ conditions: ["Complete"] })], [1, { kind: "job-gone" }]).status, "complete");
  });

  it("is the deadline's from that moment on, whatever else happens", () => {
    assert.equal(verdictAt(599_999, [0, job()]).status, "waiting");
    const verdict = verdictAt(600_000, [599_999, job({ conditions: ["SuccessCriteriaMet"] })]);
    assert.ok(verdict.status === "failed" && verdict.reason === "Deadline" && verdict.isFinal);
  });

  it("does not take a pod for gone that a list is too old to know", () => {
    const list: Fact = { kind: "pods", pods: [], resourceVersion: "10" };
    const known = stateOf([0, pod({ name: "a" }, 9)], [0, pod({ name: "b" }, 11)], [1, list]);
    assert.deepEqual(
      [...known.pods.values()].map(({ gone }) => gone),
      [true, false],
    );
  });

  it("bears a volume that can't be mounted for 30 s, and forgets it once the pod's image is asked for", () => {
    const starting = pod({ name: "a", waiting: { reason: "ContainerCreating" } });
    const told = (reason: string, message = "") =>
      event({ name: `a.${reason}`, reason, message, subject: { name: "a", uid: "uid-of-a" } });
    const mount = told("FailedMount", 'configmap "report-config" not found');
    for (const facts of [
      [starting, mount],
      [mount, starting],
    ]) {
      const seen = facts.map((fact): [number, Fact] => [1_000, fact]);
      assert.equal(verdictAt(30_900, [0, job()], ...seen).status, "waiting");
      const verdict = verdictAt(31_000, [0, job()], ...seen);
      assert.ok(verdict.status === "failed" && verdict.reason === "PodNotStarted", JSON.stringify(verdict));
      assert.match(verdict.detail, /pod a: FailedMount: configmap "report-config" not found/);
      assert.equal(verdictAt(90_000, [0, job()], ...seen, [5_000, told("Pulling")]).status, "waiting");
      const runs = pod({ name: "a", phase: "Running", status: { containerStatuses: RUNNING } }, 2);
      assert.equal(verdictAt(90_000, [0, job()], ...seen, [5_000, runs]).status, "waiting");
    }
  });

  it("names a scheduler that is not there after 30 s", () => {
    const unseen = pod({ name: "a", unschedulable: "", status: { conditions: [] } });
    assert.equal(verdictAt(29_000, [0, job()], [0, unseen]).status, "waiting");
    const verdict = verdictAt(30_000, [0, job()], [0, unseen]);
    assert.ok(verdict.status === "failed" && verdict.reason === "NoScheduler", JSON.stringify(verdict));
    assert.match(verdict.detail, /no scheduler has looked at it; it asks for "default-scheduler"/);
  });

  it("names a controller that does nothing about the Job after 30 s", () => {
    const left = job({ spec: { managedBy: "example.com/absent" }, status: { startTime: undefined } });
    assert.equal(verdictAt(29_000, [0, left]).status, "waiting");
    const verdict = verdictAt(30_000, [0, left]);
    assert.ok(verdict.status === "failed" && verdict.reason === "NoController", JSON.stringify(verdict));
    const begun = job({ spec: { managedBy: "example.com/there" } });
    assert.equal(verdictAt(90_000, [0, begun]).status, "waiting");
  });

  it("bears a scheduling gate, and names it at the deadline", () => {
    const schedulingGates = [{ name: "kueue.x-k8s.io/topology" }];
    const fact = pod({ name: "a", unschedulable: "", spec: { schedulingGates } });
    assert.equal(verdictAt(300_000, [0, job()], [0, fact]).status, "waiting");
    assert.match(atDeadline(fact), /pod a: SchedulingGated: it waits for its gates to be removed: kueue/);
  });

  it("names at the deadline the container that keeps a pod from its end", () => {
    const ended = { state: { terminated: { exitCode: 0 } } };
    const running = { state: { running: { startedAt: "2026-01-01T00:00:01Z" } } };
    const two = [
      { name: "work", restartCount: 0, ...ended },
      { name: "istio-proxy", restartCount: 0, ...running },
    ];
    const sidecar = pod({ name: "a", phase: "Running", status: { containerStatuses: two } });
    assert.match(
      atDeadline(sidecar),
      /pod a: container work ended with 0, istio-proxy still runs\nNext: make “istio-proxy” a native sidecar/,
    );
    const initContainerStatuses = [{ name: "wait-for-db", restartCount: 0, ...running }];
    const first = pod({
      name: "a",
      waiting: { reason: "PodInitializing" },
      status: { initContainerStatuses, phase: "Pending" },
    });
    assert.match(atDeadline(first), /pod a: init container wait-for-db still runs/);
  });
});

const RUNNING = [{ name: "kuard", restartCount: 0, state: { running: { startedAt: "2026-01-01T00:00:05Z" } } }];

function atDeadline(fact: Fact): string {
  const state = stateOf([0, job()], [0, fact]);
  return failure("Deadline", { request: heatRequest(), detail: "", state }).message;
}
