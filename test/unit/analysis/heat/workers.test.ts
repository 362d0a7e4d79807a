import assert from "node:assert/strict";
import { podSpan } from "../../../../analysis/heat/pod-span";
import { meanWorkers, workersOf } from "../../../../analysis/heat/workers";
import type { RecordedHeat } from "../../../../analysis/results/results";
import type { PodTiming } from "../../../../observe/heat-timing";

const second = (at: number) => new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString().replace("Z", "000000Z");

function worker(name: string, start: number, itemsAt: readonly number[]): PodTiming {
  return {
    name,
    uid: name,
    createdAt: second(start),
    containerStartedAt: second(start),
    firstLogAt: second(start),
    lastLogAt: second(itemsAt.at(-1) ?? start),
    itemsAt: itemsAt.map(second),
    phase: "Succeeded",
    restarts: 0,
  };
}

function heat(pods: PodTiming[], more: Partial<RecordedHeat> = {}) {
  const made: RecordedHeat = { lane: "q", round: 1, durationSeconds: 10, kind: "queue", parallelism: 2, pods, ...more };
  return workersOf(made, pods.map(podSpan));
}

describe("How evenly workers were busy", () => {
  it("is told by the idle tail, the imbalance and the items of each", () => {
    // Ends at 10 and 6 of a makespan of 10: 4 of 20 worker-seconds idle; the longer of 10 and 6 is 1.25 times the mean.
    assert.deepEqual(heat([worker("a", 0, [4, 10]), worker("b", 0, [1, 2, 6])]), {
      workers: 2,
      idleTail: 0.2,
      imbalance: 1.25,
      fewestItems: 2,
      mostItems: 3,
    });
  });

  it("is perfect where all end at once", () => {
    const found = heat([worker("a", 0, [5]), worker("b", 0, [5])]);
    assert.deepEqual([found?.idleTail, found?.imbalance], [0, 1]);
  });

  it("is said of equal parts too, where all pods run at once, but not of waves", () => {
    const pods = [worker("a", 0, [4, 10]), worker("b", 0, [1, 6])];
    const split = { kind: "split" as const, completions: 2, parallelism: 2 };
    assert.equal(heat(pods, split)?.idleTail, 0.2);
    assert.equal(heat(pods, { ...split, parallelism: 1 }), undefined);
  });

  it("is not told of one worker, or where no item was seen", () => {
    assert.equal(heat([worker("a", 0, [4])]), undefined);
    assert.equal(heat([worker("a", 0, []), worker("b", 0, [])]), undefined);
  });

  it("counts a worker that came too late for any item as idle", () => {
    const found = heat([worker("a", 0, [5, 10]), worker("b", 2, [])]);
    assert.deepEqual([found?.idleTail, found?.imbalance, found?.fewestItems], [0.4, 2, 0]);
  });

  it("is averaged over a lane's heats", () => {
    const one = { workers: 2, idleTail: 0.1, imbalance: 1, fewestItems: 2, mostItems: 4 };
    assert.equal(meanWorkers([]), undefined);
    assert.equal(meanWorkers([one, { ...one, idleTail: 0.3 }])?.idleTail, 0.2);
  });
});
