import assert from "node:assert/strict";
import { systemClock } from "../../../../observe/api/clock";
import { DEFAULT_PATIENCE } from "../../../../observe/api/retry";
import type { WaitTools } from "../../../../observe/heat-request";
import { queueReady } from "../../../../observe/wait/queue-ready";
import type { QueueRequest } from "../../../../observe/wait/queue-ready";

const request: QueueRequest = {
  namespace: "race",
  pod: "consumers-r1-queue-1a",
  uid: "u1",
  lane: "consumers",
  round: 1,
  timeoutSeconds: 1,
};

/** Answers each look with the next status, and the last one again and again; absent: there is no such Pod. */
function lookingAt(...statuses: (object | undefined)[]): WaitTools {
  let looks = 0;
  return {
    api: {
      call: () => {
        const status = statuses[Math.min(looks++, statuses.length - 1)];
        const pod = { metadata: { name: request.pod, uid: "u1", resourceVersion: "1" }, spec: {}, status };
        return Promise.resolve({ metadata: { resourceVersion: "1" }, items: status === undefined ? [] : [pod] });
      },
      lines: () => Promise.resolve(),
      close: () => undefined,
    },
    clock: systemClock(),
    patience: DEFAULT_PATIENCE,
    graces: { podTroubleMs: 10, unschedulableMs: 10, refusalMs: 10 },
    say: () => undefined,
  };
}

describe("The wait for a queue", () => {
  const ready = { phase: "Running", podIP: "10.1.2.3", conditions: [{ type: "Ready", status: "True" }] };

  it("returns the Pod's address once it is ready", async () => {
    const starting = { phase: "Pending" };
    const unready = { ...ready, conditions: [{ type: "Ready", status: "False" }] };
    assert.equal(await queueReady(lookingAt(starting, unready, ready), request), "10.1.2.3");
  });

  const waiting = { state: { waiting: { reason: "ErrImagePull", message: "not found" } } };
  const terminated = { name: "queue", state: { terminated: { reason: "Error", exitCode: 2 } } };
  const cases: readonly [string, object | undefined, RegExp][] = [
    ["is gone", undefined, /got no such Pod any more\./],
    [
      "has ended",
      { phase: "Failed", containerStatuses: [terminated] },
      /got a Pod that has ended \(Error, exit code 2\)\./,
    ],
    ["cannot start", { phase: "Pending", containerStatuses: [waiting] }, /got ErrImagePull: not found\./],
    ["does not get ready in time", { phase: "Running" }, /within 1 s, got a Pod that is running, but not ready\./],
  ];
  for (const [what, status, came] of cases) {
    it(`ends with QueueNotReady when the queue's Pod ${what}`, async () => {
      await assert.rejects(queueReady(lookingAt(status), request), (error: Error) => {
        assert.equal(error.name, "QueueNotReady");
        assert.match(
          error.message,
          /^QueueNotReady: expected Pod "consumers-r1-queue-1a" in namespace "race", the queue of consumers, round 1/,
        );
        assert.match(error.message, came);
        assert.match(error.message, /\nNext: look with `kubectl describe pod\/consumers-r1-queue-1a --namespace race`/);
        return true;
      });
    });
  }
});
