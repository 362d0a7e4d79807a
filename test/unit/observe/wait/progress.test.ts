import assert from "node:assert/strict";
import type { Fact } from "../../../../observe/state/heat-state";
import { doneText, progressText } from "../../../../observe/wait/progress";
import { heatRequest } from "../../../fake-kubernetes/objects";
import { job, pod, stateOf } from "../state/facts";

describe("Progress", () => {
  it("tells how many pods are done, of how many, and for how long it has run", () => {
    const request = heatRequest({ completions: 10 });
    const known = stateOf(
      [0, job({ completions: 10, status: { succeeded: 1 } })],
      ...["a", "b"].map((name): [number, Fact] => [0, pod({ name, phase: "Succeeded" })]),
      [0, pod({ name: "c", phase: "Running" })],
      [0, pod({ name: "d" })],
    );
    assert.equal(progressText(request, known, { elapsedMs: 12_345 }), "2/10, 12 s parallel");
  });

  it("counts a queue's workers, of which there are as many as may run at once", () => {
    const { completions, ...rest } = heatRequest({ kind: "queue", parallelism: 5 });
    const known = stateOf([0, job({ spec: { completions: undefined } })], [0, pod({ name: "c", phase: "Running" })]);
    assert.equal(completions, 2);
    assert.equal(progressText(rest, known, { elapsedMs: 1_000 }), "0/5, 1 s parallel");
  });

  it("fits Pulumi's last column, the numbers whole", () => {
    const request = heatRequest({ lane: "parallel-with-a-very-long-name", completions: 100_000 });
    const known = stateOf([0, job({ completions: 100_000, status: { succeeded: 99_999 } })]);
    const text = progressText(request, known, { elapsedMs: 3_600_000 });
    assert.equal(text, "99999/100000, 3600 s pa…");
    assert.ok(text.length <= 24);
    assert.equal(doneText(request, 12), "done in 12 s parallel-w…");
    assert.equal(doneText(heatRequest({ lane: "oneshot" }), 151), "done in 151 s oneshot");
  });
});
