import assert from "node:assert/strict";
import { FAILED_TRIES_ANNOTATION, failedTries, failedTriesWith } from "../../../observe/failed-tries";
import { freshCopy, REPLACES_ANNOTATION } from "../../../observe/replace-job";
import type { WireJob } from "../../../observe/kubernetes-objects";
import { eventObject, heatRequest, JOB_UID, jobObject, podObject } from "../../fake-kubernetes/objects";
import { virtualWait } from "../../fake-kubernetes/virtual-wait";
import { recording } from "../../fake-kubernetes/replay";

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

  it("races a Job anew that had failed before, and times the new one", async () => {
    const { timing, error, said, requests, cluster } = await virtualWait(heatRequest(), [
      {
        atMs: 0,
        change: (on) => on.put("jobs", jobObject({ conditions: ["Failed"], reason: "BackoffLimitExceeded" })),
      },
      {
        atMs: 10_000,
        change: (on) => {
          const [fresh] = on.list({ resource: "jobs" }).items;
          const uid = fresh?.metadata?.uid ?? "";
          on.put("jobs", jobObject({ uid, conditions: ["Complete"], metadata: fresh?.metadata ?? {} }));
        },
      },
    ]);
    assert.equal(error, undefined);
    assert.match(said[0] ?? "", /failed before this wait began \(BackoffLimitExceeded\); racing it anew/);
    assert.deepEqual(
      requests.filter((request) => /^(delete|create|patch) /.test(request)),
      ["delete jobs", "create jobs"],
    );
    const [fresh] = cluster.list({ resource: "jobs" }).items;
    assert.notEqual(timing?.uid, JOB_UID);
    assert.equal(timing?.uid, fresh?.metadata?.uid);
    assert.equal(fresh?.metadata?.annotations?.[REPLACES_ANNOTATION], JOB_UID);
    const [failure, ...others] = timing?.failedTries ?? [];
    assert.deepEqual(others, []);
    assert.equal(failure?.uid, JOB_UID);
    assert.equal(failure.reason, "BackoffLimitExceeded");
  });

  it("keeps every failure of a heat with the Job that stands in for it, with its duration", () => {
    const failed = (uid: string, seconds: number, metadata: object = {}) =>
      jobObject({
        uid,
        metadata,
        status: {
          conditions: [
            {
              type: "Failed",
              status: "True",
              reason: "BackoffLimitExceeded",
              message: "Job has reached the specified backoff limit",
              lastTransitionTime: `2026-01-01T00:00:0${seconds}Z`,
            },
          ],
        },
      }) as WireJob;
    const once = freshCopy(failed("first", 4), JOB_UID);
    const twice = freshCopy(failed("second", 7, { annotations: once.metadata?.annotations }), JOB_UID);
    assert.deepEqual(
      failedTries(twice).map(({ uid, durationSeconds }) => [uid, durationSeconds]),
      [
        ["first", 4],
        ["second", 7],
      ],
    );
    const often = Array.from({ length: 30 }).reduce<WireJob>(
      (job) => freshCopy(failed("again", 5, { annotations: job.metadata?.annotations }), JOB_UID),
      twice,
    );
    assert.equal(failedTries(often).length, 10);
  });

  it("takes no record of failures that is not its own", () => {
    for (const text of [
      "{",
      "[1, null]",
      "{}",
      '[{"uid": 1}]',
      '[{"uid":"a","reason":"b","message":"c","failedAt":3}]',
    ]) {
      const job = jobObject({ metadata: { annotations: { [FAILED_TRIES_ANNOTATION]: text } } }) as WireJob;
      assert.deepEqual(failedTries(job), [], text);
    }
  });

  it("goes on with a Job that an earlier, interrupted run had made in place of a failed one", async () => {
    const { timing } = await virtualWait(heatRequest(), [
      {
        atMs: 0,
        change: (on) => {
          const metadata = { annotations: { [REPLACES_ANNOTATION]: JOB_UID } };
          on.put("jobs", jobObject({ uid: "stand-in", metadata, conditions: ["Complete"] }));
        },
      },
    ]);
    assert.equal(timing?.uid, "stand-in");
  });

  it("fails when the Job that was raced anew fails again, and does not try a third time", async () => {
    const { error, requests } = await virtualWait(heatRequest(), [
      { atMs: 0, change: (on) => on.put("jobs", jobObject({ conditions: ["Failed"] })) },
      {
        atMs: 10_000,
        change: (on) => {
          const [fresh] = on.list({ resource: "jobs" }).items;
          const uid = fresh?.metadata?.uid ?? "";
          on.put("jobs", jobObject({ uid, conditions: ["Failed"], reason: "DeadlineExceeded" }));
        },
      },
    ]);
    assert.equal(error?.name, "JobFailed");
    assert.match(error.message, /DeadlineExceeded/);
    assert.equal(requests.filter((request) => request === "create jobs").length, 1);
  });

  it("says what keeps a failed Job that does not go away", async () => {
    const failed = (metadata: object = {}) => jobObject({ conditions: ["Failed"], metadata });
    const held = { deletionTimestamp: "2026-01-01T00:00:09Z", finalizers: ["example.com/audit"] };
    const { error, tookMs } = await virtualWait(heatRequest({ timeoutSeconds: 30 }), [
      { atMs: 0, change: (on) => on.put("jobs", failed()) },
      // The fake has no finalizers: it comes back as it would have stayed.
      { atMs: 3, change: (on) => on.put("jobs", failed(held)) },
      { atMs: 5, change: (on) => on.put("jobs", failed(held)) },
      { atMs: 7, change: (on) => on.put("jobs", failed(held)) },
    ]);
    assert.equal(error?.name, "NotReplaced");
    assert.match(error.message, /expected the failed Job "parallel-1" .* to be gone within 30 s/);
    assert.match(error.message, /being deleted since 2026-01-01T00:00:09Z and is held by example.com\/audit\./);
    assert.ok(tookMs <= 31_000);
  });

  it("says what refused the Job that was to be raced anew, and how to go on", async () => {
    const { error } = await virtualWait(
      heatRequest(),
      [{ atMs: 0, change: (on) => on.put("jobs", jobObject({ conditions: ["Failed"] })) }],
      [{ verb: "create", resource: "jobs", fault: { how: "status", status: 403 } }],
    );
    assert.equal(error?.name, "NotReplaced");
    assert.match(error.message, /got a refusal: create jobs.batch in namespace "race": HTTP 403/);
    assert.match(error.message, /run `pulumi refresh` and `pulumi up`/);
  });

  it("makes the same Job again: its spec and labels, without what the server added", () => {
    const real = recording("back-off-limit").steps.findLast(({ resource }) => resource === "jobs")?.object as WireJob;
    const copy = freshCopy(real, "old-uid") as { metadata: object; spec: Record<string, unknown>; status?: object };
    assert.deepEqual(copy.metadata, {
      name: "heat",
      namespace: "record-back-off-limit",
      labels: { chapter: "jobs", "job-race/stack": "dev" },
      annotations: {
        [REPLACES_ANNOTATION]: "old-uid",
        [FAILED_TRIES_ANNOTATION]: JSON.stringify(failedTriesWith(real)),
      },
    });
    assert.equal(failedTries(copy)[0]?.reason, "BackoffLimitExceeded");
    assert.equal(copy.status, undefined);
    assert.equal(copy.spec["selector"], undefined);
    assert.equal(copy.spec["backoffLimit"], 1);
    const template = copy.spec["template"] as { metadata: object; spec: object };
    assert.deepEqual(template.metadata, { labels: { chapter: "jobs" }, annotations: {} });
    assert.deepEqual(template.spec, real.spec?.template?.spec);
  });
});

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

type Cluster = Parameters<Parameters<typeof virtualWait>[1][number]["change"]>[0];
