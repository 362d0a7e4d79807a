import assert from "node:assert/strict";
import { eventFacts } from "../../../observe/event-facts";
import { initialState, withFact } from "../../../observe/heat-state";
import type { Fact, HeatState } from "../../../observe/heat-state";
import { jobFacts } from "../../../observe/job-facts";
import { overlapping } from "../../../observe/overlap";
import { podFacts } from "../../../observe/pod-facts";
import { progressText } from "../../../observe/progress";
import { taints } from "../../../observe/taints";
import { DEFAULT_GRACES, judge, nextCheckMs } from "../../../observe/verdict";
import type { EventSketch, JobSketch, PodSketch } from "../../fake-kubernetes/objects";
import { eventObject, heatRequest, JOB_UID, jobObject, podObject } from "../../fake-kubernetes/objects";

const versioned = (object: object, version: number) => {
  const { metadata } = object as { metadata: object };
  return { ...object, metadata: { ...metadata, resourceVersion: String(version) } };
};
const job = (sketch: JobSketch = {}, version = 1, listed = false): Fact => {
  const facts = jobFacts(versioned(jobObject(sketch), version));
  assert.ok(facts);
  return { kind: "job", job: facts, listed };
};
const pod = (sketch: PodSketch, version = 1): Extract<Fact, { kind: "pod" }> => {
  const facts = podFacts(versioned(podObject(sketch), version));
  assert.ok(facts);
  return { kind: "pod", pod: facts };
};
const event = (sketch: EventSketch): Fact => {
  const facts = eventFacts(eventObject(sketch));
  assert.ok(facts);
  return { kind: "event", event: facts };
};
const stateOf = (...facts: [number, Fact][]): HeatState =>
  facts.reduce((state, [atMs, fact]) => withFact(state, fact, atMs), initialState(JOB_UID, 0, 600_000));
const verdictAt = (nowMs: number, ...facts: [number, Fact][]) => judge(stateOf(...facts), nowMs, DEFAULT_GRACES);

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

  it("starts the grace anew when the trouble was over", () => {
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

  it("is the deadline's from that moment on, whatever else goes on", () => {
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
});

describe("Taints", () => {
  const complete = job({ conditions: ["Complete"], status: { succeeded: 2 } }, 9);
  const a = pod({ name: "a", phase: "Succeeded" });
  const b = pod({ name: "b", phase: "Succeeded" });
  const about = (name: string) => ({ name, uid: `uid-of-${name}` });
  const taintsOf = (...facts: Fact[]) => taints(stateOf(...facts.map((fact): [number, Fact] => [0, fact])));

  it("are none for an ordinary heat", () => {
    assert.deepEqual(taintsOf(a, b, complete), []);
  });

  const cases: readonly [string, Fact[], string][] = [
    [
      "a suspended Job",
      [job({ spec: { suspend: true } }), a, b],
      "The Job was suspended: its clock started again when it was resumed.",
    ],
    [
      "retried pods",
      [a, b, job({ conditions: ["Complete"], status: { failed: 2 } }, 9)],
      "2 pods failed and had to be made again.",
    ],
    [
      "restarted containers",
      [a, pod({ name: "b", phase: "Succeeded", restarts: 3 })],
      "Containers were restarted 3 times.",
    ],
    [
      "evicted pods",
      [a, b, pod({ name: "b", phase: "Failed", status: { reason: "Evicted", phase: "Failed" } }, 2)],
      "1 pod had to give way (Evicted).",
    ],
    ["more pods than completions", [a, b, pod({ name: "c" })], "3 pods for 2 completions."],
    [
      "pods that could not start at first",
      [a, pod({ name: "b", waiting: { reason: "ErrImagePull" } }), pod({ name: "b", phase: "Succeeded" }, 2)],
      "1 pod could not start at first.",
    ],
    [
      "an image pull",
      [
        event({ name: "p.1", reason: "Pulling", subject: about("a"), at: "2026-01-01T00:00:01Z" }),
        event({ name: "p.2", reason: "Pulled", subject: about("a"), at: "2026-01-01T00:00:04Z" }),
        a,
        b,
      ],
      "The image was pulled inside the heat, for 1 pod, 3.0 s at most.",
    ],
    [
      "waiting for capacity",
      [a, b, event({ name: "s.1", reason: "FailedScheduling", subject: about("b") })],
      "1 pod waited for room on a node.",
    ],
    [
      "refused pods",
      [event({ name: "f.1", reason: "FailedCreate" }), a, b],
      "The cluster refused pods at some time of the heat.",
    ],
  ];
  for (const [what, facts, taint] of cases) {
    it(`name ${what}`, () => {
      assert.deepEqual(
        taintsOf(complete, ...facts).filter((found) => found === taint),
        [taint],
      );
    });
  }

  it("take no notice of another Job's pods with a similar name, nor of a registry that is only asked", () => {
    const quick = (reason: string) => event({ name: `q.${reason}`, reason, subject: about("a") });
    const foreign = event({ name: "s.2", reason: "FailedScheduling", subject: about("a-2") });
    assert.deepEqual(taintsOf(a, b, complete, quick("Pulling"), quick("Pulled"), foreign), []);
  });

  it("name Jobs that ran at the same time, but not those that ended or began in the same second", () => {
    const own = { uid: JOB_UID, startedAt: "2026-01-01T00:00:10Z", endedAt: "2026-01-01T00:00:20Z" };
    const ran = (name: string, startTime: string, completionTime?: string) => ({
      metadata: { name, uid: name },
      status: { startTime, ...(completionTime !== undefined && { completionTime }) },
    });
    const jobs = [
      ran("before", "2026-01-01T00:00:00Z", "2026-01-01T00:00:10Z"),
      ran("after", "2026-01-01T00:00:20Z", "2026-01-01T00:00:30Z"),
      ran("across", "2026-01-01T00:00:05Z", "2026-01-01T00:00:11Z"),
      ran("still", "2026-01-01T00:00:00Z"),
      ran(JOB_UID, "2026-01-01T00:00:10Z", "2026-01-01T00:00:20Z"),
    ];
    assert.deepEqual(overlapping(jobs, own), ["across", "still"]);
  });
});

describe("Progress", () => {
  it("tells how many pods are done, running and starting", () => {
    const request = heatRequest({ completions: 10 });
    const known = stateOf(
      [0, job({ completions: 10, status: { succeeded: 1 } })],
      ...["a", "b"].map((name): [number, Fact] => [0, pod({ name, phase: "Succeeded" })]),
      [0, pod({ name: "c", phase: "Running" })],
      [0, pod({ name: "d" })],
    );
    assert.equal(
      progressText(request, known, 12_345),
      "parallel, round 1: 2 of 10 pods done, 1 running, 1 starting, 12 s",
    );
    assert.match(progressText({ ...request, round: 0 }, known, 0), /^parallel, warm-up: /);
  });
});
