import assert from "node:assert/strict";
import { podSpan } from "../../../../analysis/heat/pod-span";
import { pod } from "./pod";

describe("A pod's work", () => {
  it("goes from its Started event to its last log line", () => {
    const span = podSpan(pod("a", { containerStarted: 101.2, firstLog: 101.25, lastLog: 103.75, finished: 103.8 }));
    assert.deepEqual(span.work, { start: 101.2, end: 103.75 });
    assert.equal(span.workResolutionSeconds, 1e-6);
  });

  it("starts with the first log line when the event was late", () => {
    assert.equal(podSpan(pod("a", { containerStarted: 101.5, firstLog: 101.25, lastLog: 103 })).work?.start, 101.25);
  });

  it("ends with the container's status when it went on silently", () => {
    const span = podSpan(pod("a", { firstLog: 101.25, lastLog: 101.25, finished: 109.9 }));
    assert.deepEqual(span.work, { start: 101.25, end: 109 });
    assert.equal(span.workResolutionSeconds, 1);
  });

  it("without logs and events is known to the second", () => {
    const span = podSpan(pod("a", { started: 101.9, finished: 104.1 }));
    assert.deepEqual(span.work, { start: 101.5, end: 104.5 });
    assert.equal(span.workResolutionSeconds, 1);
  });

  it("is absent when the container never started", () => {
    assert.equal(podSpan(pod("a", { scheduled: 100.5 }, { phase: "Pending" })).work, undefined);
  });
});

describe("A pod's moments", () => {
  it("never come after what follows them, whatever the clocks say", () => {
    const span = podSpan(
      pod("a", { created: 100.9, scheduled: 100.8, pulled: 100.7, containerStarted: 100.6, lastLog: 100.5 }),
    );
    assert.deepEqual(
      [span.created, span.scheduled, span.pulled, span.work?.start, span.work?.end],
      [100.6, 100.6, 100.6, 100.6, 100.6],
    );
  });
});
