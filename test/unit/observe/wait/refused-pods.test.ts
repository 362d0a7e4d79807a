import assert from "node:assert/strict";
import type { Fact } from "../../../../observe/state/heat-state";
import { event, job, pod, verdictAt } from "../state/facts";

describe("The verdict on a heat whose pods are refused", () => {
  const refusal = event({ name: "r.1", reason: "FailedCreate", message: "serviceaccount not found" });

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
});
