import assert from "node:assert/strict";
import { job, verdictAt } from "../state/facts";

describe("The verdict on a heat", () => {
  it("is complete only by the condition Complete of the pinned Job", () => {
    assert.deepEqual(verdictAt(1, [0, job({ conditions: ["Complete"] })]), { status: "complete" });
    assert.equal(verdictAt(1, [0, job({ uid: "another", conditions: ["Complete"] })]).status, "waiting");
    assert.equal(
      verdictAt(1, [0, job({ status: { succeeded: 2, completionTime: "2026-01-01T00:00:09Z" } })]).status,
      "waiting",
    );
  });

  it("is ending while the Job says that its end has begun", () => {
    for (const condition of ["SuccessCriteriaMet", "FailureTarget"]) {
      assert.deepEqual(verdictAt(1, [0, job({ conditions: [condition] })]), { status: "ending", condition });
    }
  });

  it("is failed by any reason that a Job can fail for, with Kubernetes' words", () => {
    for (const reason of [
      "BackoffLimitExceeded",
      "DeadlineExceeded",
      "PodFailurePolicy",
      "FailedIndexes",
      "Anything",
    ]) {
      const verdict = verdictAt(1, [0, job({ conditions: ["Failed"], reason })]);
      assert.deepEqual(verdict, {
        status: "failed",
        reason: "JobFailed",
        detail: `${reason}: Failed it is`,
        isFinal: true,
      });
    }
  });

  it("never is complete for a Job that is failed as well", () => {
    assert.equal(verdictAt(1, [0, job({ conditions: ["Complete", "Failed"] })]).status, "failed");
  });

  it("is failed when the Job is gone, being deleted or another one, until it is confirmed not finally", () => {
    for (const [fact, reason] of [
      [{ kind: "job-gone" }, "JobGone"],
      [{ kind: "job-gone", otherUid: "another" }, "JobReplaced"],
      [job({ metadata: { deletionTimestamp: "2026-01-01T00:00:02Z" } }, 2), "JobGone"],
    ] as const) {
      const verdict = verdictAt(1, [0, job()], [0, fact]);
      assert.ok(verdict.status === "failed" && verdict.reason === reason && !verdict.isFinal);
    }
    assert.equal(verdictAt(1, [0, job()], [0, { kind: "job-gone" }], [1, job({}, 1, true)]).status, "waiting");
    assert.equal(verdictAt(1, [0, job()], [0, { kind: "job-gone" }], [1, job({}, 1)]).status, "failed");
  });

  it("is complete though the Job is gone, if it was seen complete", () => {
    assert.equal(verdictAt(1, [0, job({ conditions: ["Complete"] })], [1, { kind: "job-gone" }]).status, "complete");
  });

  it("is the deadline's from that moment on, whatever else happens", () => {
    assert.equal(verdictAt(599_999, [0, job()]).status, "waiting");
    const verdict = verdictAt(600_000, [599_999, job({ conditions: ["SuccessCriteriaMet"] })]);
    assert.ok(verdict.status === "failed" && verdict.reason === "Deadline" && verdict.isFinal);
  });
});
