import assert from "node:assert/strict";
import { eventObject, heatRequest, JOB_UID, jobObject, podObject } from "../../../fake-kubernetes/objects";
import { virtualWait } from "../../../fake-kubernetes/virtual-wait";

describe("How a wait begins", () => {
  it("takes a Job that completed while nobody waited, without a time of our own clock", async () => {
    const { timing, requests } = await virtualWait(heatRequest(), [
      { atMs: 0, change: (cluster) => cluster.put("jobs", jobObject({ conditions: ["Complete"] })) },
      { atMs: 0, change: (cluster) => cluster.put("pods", podObject({ name: "parallel-1-a", phase: "Succeeded" })) },
      { atMs: 0, change: (cluster) => cluster.put("pods", podObject({ name: "parallel-1-b", phase: "Succeeded" })) },
    ]);
    assert.equal(timing?.uid, JOB_UID);
    assert.equal(timing.durationSeconds, 9);
    assert.equal("observedSeconds" in timing, false);
    assert.ok(!requests.includes("delete jobs"));
  });

  it("names a right that is missing also when the Job has completed already, but does without logs", async () => {
    const complete = { atMs: 0, change: (on: Cluster) => on.put("jobs", jobObject({ conditions: ["Complete"] })) };
    const forbidden = { how: "status", status: 403 } as const;
    const noEvents = await virtualWait(heatRequest(), [complete], [{ resource: "events", fault: forbidden }]);
    assert.equal(noEvents.error?.name, "Forbidden");
    assert.match(noEvents.error.message, /to be allowed to (list|watch) events in namespace "race"/);
    const noLogs = await virtualWait(heatRequest(), [complete], [{ resource: "pods/log", fault: forbidden }]);
    assert.equal(noLogs.timing?.durationSeconds, 9);
  });

  it("waits for the event that tells the end best, and does without it where it never comes", async () => {
    const complete = { atMs: 0, change: (on: Cluster) => on.put("jobs", jobObject({ conditions: ["Complete"] })) };
    const event = eventObject({ name: "parallel-1.18a1b2c3d4e5f607", reason: "Completed" });
    const late = await virtualWait(heatRequest(), [complete, { atMs: 600, change: (on) => on.put("events", event) }]);
    assert.ok(late.timing?.completedAt !== undefined);
    const never = await virtualWait(heatRequest(), [complete]);
    assert.equal(never.timing?.completedAt, undefined);
    assert.ok(never.tookMs < 3_000, String(never.tookMs));
  });

  it("does not wait for it where the controller's recorder has left out events of pods", async () => {
    const heat = (events: number) =>
      virtualWait(heatRequest({ completions: 40 }), [
        { atMs: 0, change: (on) => on.put("jobs", jobObject({ completions: 40, conditions: ["Complete"] })) },
        ...Array.from({ length: 40 }, (_, at) => ({
          atMs: 0,
          change: (on: Cluster) => {
            on.put("pods", podObject({ name: `parallel-1-${at}`, phase: "Succeeded", exitCode: 0 }));
            if (at < events) on.put("events", eventObject({ name: `created.${at}`, reason: "SuccessfulCreate" }));
          },
        })),
      ]);
    const [all, some] = [await heat(40), await heat(25)];
    assert.equal(all.requests.filter((request) => request === "list events").length, 4, "the watch's, and three looks");
    assert.equal(some.requests.filter((request) => request === "list events").length, 2, "the watch's, and one look");
  });
});

type Cluster = Parameters<Parameters<typeof virtualWait>[1][number]["change"]>[0];
