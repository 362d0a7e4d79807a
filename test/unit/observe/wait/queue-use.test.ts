import assert from "node:assert/strict";
import { apiFault } from "../../../../observe/api/api-fault";
import { systemClock } from "../../../../observe/api/clock";
import type { ApiRequest } from "../../../../observe/api/cluster-api";
import { DEFAULT_PATIENCE } from "../../../../observe/api/retry";
import type { WaitTools } from "../../../../observe/heat-request";
import type { HeatTiming } from "../../../../observe/heat-timing";
import { failure } from "../../../../observe/wait/failure-catalogue";
import { withQueue } from "../../../../observe/wait/queue-use";
import { DEFAULT_GRACES } from "../../../../observe/wait/verdict";
import type { Reason } from "../../../../observe/wait/wait-error";
import { heatRequest, jobObject } from "../../../fake-kubernetes/objects";
import { virtualWait } from "../../../fake-kubernetes/virtual-wait";

const request = heatRequest({ kind: "queue", items: 8 });
const queue = { namespace: "race", pod: "queue-1", uid: "u1" };

function asked(stats: unknown) {
  const requests: string[] = [];
  const call = ({ verb, resource, path }: ApiRequest) => {
    requests.push(`${verb} ${resource}`);
    if (!path.includes("/proxy/")) return Promise.resolve({});
    return stats === undefined ? Promise.reject(apiFault("forbidden", "no")) : Promise.resolve(stats);
  };
  const api = { call, lines: () => Promise.resolve(), close: () => undefined };
  const tools: WaitTools = { api, clock: systemClock(), patience: DEFAULT_PATIENCE, graces: DEFAULT_GRACES, say: () => undefined }; // prettier-ignore
  return { tools, requests };
}

// The cast: of a record only its ledger is looked at here.
const timing = (lost: number) =>
  Promise.resolve({ ledger: { enqueued: 8, done: 8 - lost, distinct: 8 - lost, lost, duplicates: 0 } } as HeatTiming);
const memq = (depth: number) => ({ kind: "stats", queues: [{ name: "keygen", depth }] });

describe("The heat of a queue", () => {
  it("ends with its Pod", async () => {
    const { tools, requests } = asked(memq(0));
    assert.equal((await withQueue(tools, request, queue, () => timing(0))).ledger?.done, 8);
    assert.deepEqual(requests, ["delete pods"]);
  });

  it("leaves the Pod to the heat when it was only filled", async () => {
    const { tools, requests } = asked(memq(8));
    await withQueue(tools, { ...request, kind: "split", part: "fill" }, queue, () => timing(0));
    assert.deepEqual(requests, []);
  });

  it("ends with QueueNotEmpty when the workers left items in the queue", async () => {
    const { tools, requests } = asked(memq(3));
    await assert.rejects(
      withQueue(tools, request, queue, () => timing(3)),
      /QueueNotEmpty: expected the queue of parallel, round 1 to be empty .*, got 3 of 8 items that are still in the queue/,
    );
    assert.deepEqual(requests, ["get pods/proxy", "patch pods"]);
  });

  it("is only left out when the items were lost on their way, or nobody may ask where they are", async () => {
    for (const stats of [memq(0), { streams: 1 }, undefined]) {
      const { tools, requests } = asked(stats);
      assert.equal((await withQueue(tools, request, queue, () => timing(1))).ledger?.lost, 1);
      assert.deepEqual(requests, ["get pods/proxy", "delete pods"]);
    }
  });

  it("marks the Pod after a failure that spends the queue, and keeps it for a wait that continues", async () => {
    const after = async (reason: Reason) => {
      const { tools, requests } = asked(memq(0));
      const failed = () => Promise.reject(failure(reason, { request, detail: "so it was" }));
      await assert.rejects(withQueue(tools, request, queue, failed));
      return requests;
    };
    for (const reason of ["JobFailed", "FillFailed", "QueueUnreached", "QueueSpent"] as const) {
      assert.deepEqual(await after(reason), ["patch pods"], reason);
    }
    for (const reason of ["Deadline", "ImagePull", "Unauthorized"] as const) assert.deepEqual(await after(reason), []);
  });

  const failed = { atMs: 0, change: (cluster: Cluster) => cluster.put("jobs", jobObject({ conditions: ["Failed"], reason: "BackoffLimitExceeded" })) }; // prettier-ignore

  it("is not raced again from what a failed attempt left in the queue: QueueSpent", async () => {
    const { error, requests } = await virtualWait(request, [failed]);
    assert.equal(error?.name, "QueueSpent");
    assert.match(error.message, /had failed before this wait began \(BackoffLimitExceeded\)/);
    assert.ok(!requests.includes("delete jobs"));
  });

  it("never begins when its queue can't be filled: FillFailed", async () => {
    const fill = heatRequest({ part: "fill" });
    const running = { atMs: 0, change: (cluster: Cluster) => cluster.put("jobs", jobObject()) };
    const { error } = await virtualWait(fill, [running, { ...failed, atMs: 2_000 }]);
    assert.equal(error?.name, "FillFailed");
    assert.match(
      error.message,
      /\(the filling of parallel, round 1\) to complete .*got Failed with BackoffLimitExceeded/,
    );
  });
});

type Cluster = Parameters<Parameters<typeof virtualWait>[1][number]["change"]>[0];
