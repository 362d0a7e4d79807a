import assert from "node:assert/strict";
import fc from "fast-check";
import type { HeatTiming } from "../../../../observe/heat-timing";
import { keptStandstill, withStandstill } from "../../../../observe/record/standstill";

/** An instant so many seconds into the heat. */
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

/** A heat of one pod that marks an item at each of these seconds. */
function heat(durationSeconds: number, itemsAt: readonly number[]): HeatTiming {
  const pod = { name: "a", uid: "a", createdAt: at(0), itemsAt: itemsAt.map(at), phase: "Succeeded", restarts: 0 };
  const ends = { createdAt: at(0), startedAt: at(0), endedAt: at(durationSeconds), durationSeconds };
  const lane = { lane: "oneshot", round: 1, run: "1", job: "j", namespace: "n", uid: "u", parallelism: 1, items: 1 };
  return { ...lane, ...ends, pods: [pod], disturbances: [] };
}

const upTo = (count: number, step = 1) => Array.from({ length: Math.floor(count / step) }, (_, index) => index * step);
const watched = { watchedSeconds: 100, unansweredSeconds: 0, pausedSeconds: 0 };
const found = (timing: HeatTiming, attention: Partial<typeof watched>, logged: readonly number[] = []) => {
  const seconds = new Set(logged.map((second) => at(second).slice(0, 19)));
  return withStandstill(timing, { unansweredSeconds: 0, pausedSeconds: 0, ...attention }, seconds);
};

describe("A heat over which the cluster may have stood still", () => {
  it("is left out when the cluster gave no answer for long", () => {
    const { disturbances } = found(heat(40, upTo(40)), { ...watched, unansweredSeconds: 19.4 });
    assert.deepEqual(disturbances, ["The cluster gave no answer for 19 s: it stood still or was out of reach."]);
  });

  it("is left out when it ran unwatched and nothing is known to have happened for long", () => {
    const { disturbances } = found(heat(40, [...upTo(10), ...upTo(10).map((second) => second + 30)]), {});
    assert.deepEqual(disturbances, [
      "Nobody watched for 40 s of it, and nothing is known to have happened for 21 s of these: the cluster may have stood still.",
    ]);
  });

  it("is valid when it ran unwatched and its record has no such gap, and it is said how long nobody watched", () => {
    const { disturbances, remarks } = found(heat(40, upTo(40, 4)), {});
    assert.deepEqual(disturbances, []);
    assert.deepEqual(remarks, ["Nobody watched for 40 s of it; its record has no gap of more than 4 s."]);
  });

  it("is valid when its logs fill the gap, though they mark no item", () => {
    assert.deepEqual(found(heat(40, []), {}, upTo(40, 5)).disturbances, []);
    assert.equal(found(heat(40, []), {}).disturbances.length, 1);
  });

  it("is asked only about the time in which nobody watched", () => {
    // Watched from its 12th second on, with a gap of 20 s after that.
    const { disturbances } = found(heat(40, [...upTo(15), 35]), { watchedSeconds: 28 });
    assert.deepEqual(disturbances, []);
  });

  it("is valid when a gap is too small a part of it to matter", () => {
    const gap = [...upTo(600), ...upTo(388).map((second) => second + 612)];
    assert.deepEqual(found(heat(1_000, gap), {}).disturbances, []);
  });

  it("is left out when this machine slept and the cluster did nothing meanwhile, but not when it worked", () => {
    const slept = { watchedSeconds: 60, pausedSeconds: 30 };
    const [reason] = found(heat(60, [...upTo(15), ...upTo(15).map((second) => second + 45)]), slept).disturbances;
    assert.match(reason ?? "", /^This machine stood still for 30 s, and nothing is known .* for 31 s/);
    assert.deepEqual(found(heat(60, upTo(60)), slept).disturbances, []);
    assert.deepEqual(found(heat(60, upTo(60, 20)), slept).disturbances, []);
  });

  it("is never one that was watched from its first seconds to its end, whatever its record says (1,000 heats)", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.array(fc.integer({ min: 0, max: 2_000 })),
        fc.double({ min: 0, max: 9.9, noNaN: true }),
        fc.double({ min: 0, max: 9.9, noNaN: true }),
        (duration, items, lateSeconds, unansweredSeconds) => {
          const watch = { watchedSeconds: duration - lateSeconds, unansweredSeconds, pausedSeconds: unansweredSeconds };
          assert.deepEqual(found(heat(duration, items), watch), heat(duration, items));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("stays so when it is read again", () => {
    const first = found(heat(40, []), {});
    assert.deepEqual(keptStandstill({ ...first, disturbances: [...first.disturbances, "1 pod failed."] }), {
      disturbances: first.disturbances,
      remarks: [],
    });
    const remarked = found(heat(40, upTo(40)), {});
    assert.deepEqual(keptStandstill(remarked).remarks, remarked.remarks);
  });
});
