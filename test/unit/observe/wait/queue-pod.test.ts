import assert from "node:assert/strict";
import { systemClock } from "../../../../observe/api/clock";
import { DEFAULT_PATIENCE } from "../../../../observe/api/retry";
import type { WaitTools } from "../../../../observe/heat-request";
import type { ApiRequest } from "../../../../observe/api/cluster-api";
import { statusFault } from "../../../../observe/api/api-fault";
import { endQueue, isSpent, markSpent, queueReady, startQueue } from "../../../../observe/wait/queue-pod";
import { heatRequest } from "../../../fake-kubernetes/objects";

const request = {
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

/** A cluster with these Pods, which are ready at once; tells what it was asked to change. */
function clusterOf(...pods: { name: string; uid: string; annotations?: object; labels?: object }[]) {
  const changes: string[] = [];
  const bodies: unknown[] = [];
  const call = ({ verb, path, query, body }: ApiRequest): Promise<unknown> => {
    if (verb !== "list") {
      changes.push(`${verb} ${path.split("/").at(-1) ?? ""}`);
      bodies.push(body);
    }
    const found = pods.find(({ name }) => path.endsWith(`/${name}`));
    if (verb === "create") {
      const made = { name: "consumers-r1-queue-new", uid: "u2" };
      pods.push(made);
      return Promise.resolve({ metadata: made });
    }
    if (verb === "delete" && !found) return Promise.reject(statusFault(404, "delete pods", ""));
    if (verb === "delete" && found) pods.splice(pods.indexOf(found), 1);
    if (verb === "patch" && found)
      found.annotations = (body as { metadata: { annotations: object } }).metadata.annotations;
    const named = /=(.*)$/.exec(query?.["fieldSelector"] ?? "")?.[1];
    const status = { phase: "Running", podIP: "10.1.2.3", conditions: [{ type: "Ready", status: "True" }] };
    const items = pods.filter(({ name }) => named === undefined || name === named);
    return Promise.resolve({ metadata: {}, items: items.map((metadata) => ({ metadata, spec: {}, status })) });
  };
  const tools = { ...lookingAt(), api: { ...lookingAt().api, call } };
  return { tools, changes, bodies };
}

describe("The Pod of a queue", () => {
  const wanted = {
    ...request,
    name: "consumers-r1-queue",
    metadata: { labels: { a: "b" } },
    spec: {},
    selector: "a=b",
  };
  const heat = heatRequest({ kind: "queue" });
  const old = { namespace: "race", pod: "old", uid: "u1" };

  it("is made under a name of its own, once those of an earlier attempt are gone", async () => {
    const { tools, changes, bodies } = clusterOf({ name: "old", uid: "u1" });
    assert.deepEqual(await startQueue(tools, wanted), {
      namespace: "race",
      pod: "consumers-r1-queue-new",
      uid: "u2",
      address: "10.1.2.3",
    });
    assert.deepEqual(changes, ["delete old", "create pods"]);
    assert.deepEqual(bodies[1], {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { labels: { a: "b" }, generateName: "consumers-r1-queue-" },
      spec: {},
    });
  });

  it("ends with QueueNotReady and the cluster's words when the cluster refuses it", async () => {
    const refusing = () =>
      Promise.reject(statusFault(422, "create pods", '{"message":"spec.containers: Required value"}'));
    const tools = { ...lookingAt(), api: { ...lookingAt().api, call: refusing } };
    await assert.rejects(startQueue(tools, wanted), /^QueueNotReady: .*refused: .*Required value/);
  });

  it("goes with its heat, and may be gone already", async () => {
    const { tools, changes, bodies } = clusterOf({ name: "old", uid: "u1" });
    await endQueue(tools, heat, old);
    await endQueue(tools, heat, old);
    assert.deepEqual(changes, ["delete old", "delete old"]);
    assert.deepEqual((bodies[0] as { preconditions: object }).preconditions, { uid: "u1" });
  });

  it("is known for spent after its heat has failed, and not before", async () => {
    const { tools } = clusterOf({ name: "old", uid: "u1" });
    assert.equal(await isSpent(tools, old), false);
    await markSpent(tools, heat, old, "JobFailed");
    assert.equal(await isSpent(tools, old), true);
    assert.equal(await isSpent(tools, { ...old, uid: "another" }), false);
  });
});
