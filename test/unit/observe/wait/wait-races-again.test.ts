import assert from "node:assert/strict";
import { FAILED_TRIES_ANNOTATION, failedTries, failedTriesWith } from "../../../../observe/record/failed-tries";
import type { WireJob } from "../../../../observe/api/kubernetes-objects";
import { freshCopy, REPLACES_ANNOTATION } from "../../../../observe/wait/replace-job";
import { heatRequest, JOB_UID, jobObject } from "../../../fake-kubernetes/objects";
import { recording } from "../../../fake-kubernetes/replay";
import { virtualWait } from "../../../fake-kubernetes/virtual-wait";

describe("A wait for a Job that had failed before", () => {
  it("races a Job again that had failed before, and times the new one", async () => {
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
    assert.match(said[0] ?? "", /failed before this wait began \(BackoffLimitExceeded\); racing it again/);
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

  it("continues with a Job that an earlier, interrupted run had made in place of a failed one", async () => {
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

  it("fails when the Job that was raced again fails again, and does not try a third time", async () => {
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

  it("says what refused the Job that was to be raced again, and how to continue", async () => {
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
