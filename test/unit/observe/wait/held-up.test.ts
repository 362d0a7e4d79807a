import assert from "node:assert/strict";
import type { Fact } from "../../../../observe/state/heat-state";
import { failure } from "../../../../observe/wait/failure-catalogue";
import { heatRequest } from "../../../fake-kubernetes/objects";
import { job, pod, stateOf, verdictAt } from "../state/facts";

describe("The verdict on a heat that somebody else holds up", () => {
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

function atDeadline(fact: Fact): string {
  const state = stateOf([0, job()], [0, fact]);
  return failure("Deadline", { request: heatRequest(), detail: "", state }).message;
}
