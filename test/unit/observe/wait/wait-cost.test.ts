import assert from "node:assert/strict";
import { eventObject, heatRequest, jobObject, podObject } from "../../../fake-kubernetes/objects";
import { virtualWait } from "../../../fake-kubernetes/virtual-wait";

describe("What a wait costs", () => {
  it("makes at most 25 requests beside the watches and the Job's readings in a quiet heat of 10 minutes, logs apart", async () => {
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
    const readings = requests.filter((request) => request === "list jobs").length;
    const rest = requests.length - logs - watches - readings;
    assert.ok(rest <= 25, `${rest} requests`);
    // One every four seconds, which feels the cluster's pulse.
    assert.ok(readings <= 165, `${readings} readings`);
    assert.ok(watches <= 40, `${watches} watches`);
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
    const readings = requests.filter((request) => request === "list jobs").length;
    const watches = requests.filter((request) => request.startsWith("watch ")).length;
    assert.ok(requests.length - readings - watches <= 25);
    assert.ok(readings <= 165, `${readings} readings`);
  });
});

type Cluster = Parameters<Parameters<typeof virtualWait>[1][number]["change"]>[0];
