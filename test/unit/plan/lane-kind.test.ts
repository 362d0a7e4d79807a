import assert from "node:assert/strict";
import { jobNumbers, kindOf, podsAtOnce, type LaneNumbers } from "../../../plan/lane-kind";

describe("The kind of a lane", () => {
  const split: LaneNumbers = { completions: 10, parallelism: 5, items: 40 };
  const queue: LaneNumbers = { kind: "queue", parallelism: 5, items: 40 };

  it("is a split unless the Job leaves its completions to its pods", () => {
    assert.equal(jobNumbers({ completions: 10, parallelism: 5 }).kind, "split");
    assert.equal(jobNumbers({ completions: 10 }).kind, "split");
    assert.deepEqual(jobNumbers({}), { kind: "split", completions: 1, parallelism: 1 });
    assert.deepEqual(jobNumbers({ parallelism: 5 }), { kind: "queue", parallelism: 5 });
  });

  it("tells how many pods to expect", () => {
    assert.deepEqual([kindOf(split).fewestPods(split), kindOf(split).mostPods(split), podsAtOnce(split)], [10, 10, 5]);
    assert.deepEqual([kindOf(queue).fewestPods(queue), kindOf(queue).mostPods(queue), podsAtOnce(queue)], [1, 5, 5]);
    assert.equal(podsAtOnce({ completions: 2, parallelism: 5 }), 2);
  });

  it("tells how many items a pod makes", () => {
    assert.equal(kindOf(split).mostItemsPerPod(split), 4);
    assert.equal(kindOf(queue).mostItemsPerPod(queue), 40);
    assert.deepEqual([kindOf(split).itemStep(split), kindOf(queue).itemStep(queue)], [10, 1]);
  });

  it("tells how many waves there are", () => {
    assert.deepEqual([kindOf(split).waves(split), kindOf(queue).waves(queue)], [2, 1]);
  });

  it("tells when the Job needs no further pod: a queue's when one has succeeded and none is active", () => {
    const isDone = (lane: LaneNumbers, succeeded: number, active: number) =>
      kindOf(lane).isDone(lane, { succeeded, active });
    assert.deepEqual([isDone(split, 9, 1), isDone(split, 10, 0)], [false, true]);
    assert.deepEqual([isDone(queue, 0, 0), isDone(queue, 1, 4), isDone(queue, 1, 0)], [false, false, true]);
  });

  it("knows nothing of what is not known", () => {
    assert.equal(kindOf({}).fewestPods({}), undefined);
    assert.equal(kindOf({}).waves({ completions: 3 }), undefined);
    assert.equal(podsAtOnce({}), undefined);
  });
});
