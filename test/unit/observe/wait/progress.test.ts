import assert from "node:assert/strict";
import type { Fact } from "../../../../observe/state/heat-state";
import { progressText } from "../../../../observe/wait/progress";
import { heatRequest } from "../../../fake-kubernetes/objects";
import { job, pod, stateOf } from "../state/facts";

describe("Progress", () => {
  it("tells how many pods are done, running and starting", () => {
    const request = heatRequest({ completions: 10 });
    const known = stateOf(
      [0, job({ completions: 10, status: { succeeded: 1 } })],
      ...["a", "b"].map((name): [number, Fact] => [0, pod({ name, phase: "Succeeded" })]),
      [0, pod({ name: "c", phase: "Running" })],
      [0, pod({ name: "d" })],
    );
    assert.equal(
      progressText(request, known, 12_345),
      "parallel, round 1: 2 of 10 pods done, 1 running, 1 starting, 12 s",
    );
    assert.match(progressText({ ...request, round: 0 }, known, 0), /^parallel, warm-up: /);
  });

  it("counts a queue's workers, of which there are as many as may run at once", () => {
    const { completions, ...rest } = heatRequest({ kind: "queue", parallelism: 5 });
    const known = stateOf([0, job({ spec: { completions: undefined } })], [0, pod({ name: "c", phase: "Running" })]);
    assert.equal(completions, 2);
    assert.equal(progressText(rest, known, 1_000), "parallel, round 1: 0 of 5 pods done, 1 running, 1 s");
  });
});
