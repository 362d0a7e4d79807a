import assert from "node:assert/strict";
import type { ApiRequest } from "../../../../observe/api/cluster-api";
import { eventObject, heatRequest, jobObject, podObject } from "../../../fake-kubernetes/objects";
import { virtualWait } from "../../../fake-kubernetes/virtual-wait";

describe("What a wait costs", () => {
  it("makes at most 60 requests beside the watches in a quiet heat of 10 minutes with 100 pods, logs apart", async () => {
    const completions = 100;
    const pods = Array.from({ length: completions }, (_, index) => `parallel-1-${index}`);
    const { timing, requests } = await virtualWait(heatRequest({ completions, timeoutSeconds: 900 }), [
      { atMs: 0, change: (on) => on.put("jobs", jobObject({ completions })) },
      ...pods.map((name) => ({ atMs: 500, change: (on: Cluster) => on.put("pods", podObject({ name })) })),
      ...pods.map((name) => ({
        atMs: 1_500,
        change: (on: Cluster) => on.put("pods", podObject({ name, phase: "Running" })),
      })),
      ...pods.map((name) => ({
        atMs: 600_000,
        change: (on: Cluster) => on.put("pods", podObject({ name, phase: "Succeeded", exitCode: 0 })),
      })),
      { atMs: 602_000, change: (on) => on.put("jobs", jobObject({ completions, conditions: ["Complete"] })) },
    ]);
    assert.equal(timing?.pods.length, completions);
    const logs = requests.filter((request) => request === "get pods/log").length;
    const watches = requests.filter((request) => request.startsWith("watch ")).length;
    assert.equal(logs, completions);
    assert.ok(requests.length - logs - watches <= 60, `${requests.length - logs - watches} requests`);
    assert.ok(watches <= 40, `${watches} watches`);
  });

  for (const [what, faults, lists] of [
    ["reads 1,500 pods once where their watch told of each to its end", [], 0],
    [
      "reads 1,500 pods once more where a watch broke off",
      [{ verb: "watch", resource: "events", times: 1, fault: { how: "drop" } }],
      1,
    ],
  ] as const) {
    it(what, async () => {
      const completions = 1_500;
      const pods = Array.from({ length: completions }, (_, index) => `parallel-1-${index}`);
      const put = (atMs: number, phase: string, exitCode?: number) => ({
        atMs,
        change: (on: Cluster) => {
          for (const name of pods)
            on.put("pods", podObject({ name, phase, ...(exitCode !== undefined && { exitCode }) }));
        },
      });
      const status = { succeeded: completions };
      const { timing, asked } = await virtualWait(
        heatRequest({ completions, parallelism: completions }),
        [
          { atMs: 0, change: (on) => on.put("jobs", jobObject({ completions })) },
          put(1_000, "Running"),
          put(9_000, "Succeeded", 0),
          { atMs: 9_500, change: (on) => on.put("jobs", jobObject({ completions, conditions: ["Complete"], status })) },
        ],
        faults,
      );
      assert.deepEqual([timing?.pods.length, timing?.disturbances], [completions, []]);
      assert.equal(listsOfAll(asked).length, lists);
    });
  }

  it("believes its watches where a Job counts some pods twice, once a list of all names agrees", async () => {
    const pods = Array.from({ length: 1_500 }, (_, index) => `parallel-1-${index}`);
    const put = (atMs: number, phase: string, exitCode?: number) => ({
      atMs,
      change: (on: Cluster) => {
        for (const name of pods)
          on.put("pods", podObject({ name, phase, ...(exitCode !== undefined && { exitCode }) }));
      },
    });
    const [completions, status] = [1_510, { succeeded: 1_510 }];
    const { timing, asked } = await virtualWait(heatRequest({ completions, parallelism: completions }), [
      { atMs: 0, change: (on) => on.put("jobs", jobObject({ completions })) },
      put(1_000, "Running"),
      put(9_000, "Succeeded", 0),
      { atMs: 9_500, change: (on) => on.put("jobs", jobObject({ completions, conditions: ["Complete"], status })) },
    ]);
    assert.deepEqual(timing?.disturbances, [
      "Only 1500 pods ran, and the Job counts 1510: its controller took some twice, as it may in a busy cluster.",
    ]);
    assert.deepEqual(
      listsOfAll(asked).map(({ query }) => query?.["includeObject"]),
      ["None"],
    );
  });

  it("makes no more requests when events pour in for 10 minutes", async () => {
    const ticks = Array.from({ length: 600 }, (_, second) => ({
      atMs: 1_000 + second * 1_000,
      change: (on: Cluster) => {
        on.put("pods", podObject({ name: `parallel-1-${second % 100}`, phase: "Running" }));
        on.put("events", eventObject({ name: `tick.${second}`, reason: "Tick" }));
      },
    }));
    const { error, requests } = await virtualWait(heatRequest({ completions: 100 }), [
      { atMs: 0, change: (on) => on.put("jobs", jobObject({ completions: 100 })) },
      ...ticks,
    ]);
    assert.equal(error?.name, "Deadline");
    assert.ok(requests.filter((request) => !request.startsWith("watch ")).length <= 60);
  });
});

/** Of the pods, whatever has become of them. */
function listsOfAll(asked: readonly ApiRequest[]): readonly ApiRequest[] {
  return asked.filter(
    ({ verb, resource, query }) => verb === "list" && resource === "pods" && !query?.["fieldSelector"],
  );
}

type Cluster = Parameters<Parameters<typeof virtualWait>[1][number]["change"]>[0];
