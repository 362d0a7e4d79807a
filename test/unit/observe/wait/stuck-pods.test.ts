import assert from "node:assert/strict";
import type { Fact } from "../../../../observe/state/heat-state";
import { DEFAULT_GRACES, nextCheckMs } from "../../../../observe/wait/verdict";
import { event, job, pod, stateOf, verdictAt } from "../state/facts";

describe("The verdict on a heat whose pods do not start", () => {
  const stuck = { name: "parallel-1-a", waiting: { reason: "ErrImagePull", message: "no such image" } };

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
});

const RUNNING = [{ name: "kuard", restartCount: 0, state: { running: { startedAt: "2026-01-01T00:00:05Z" } } }];
