import assert from "node:assert/strict";
import { analyseHeat } from "../../../../analysis/heat/heat-result";
import type { RecordedHeat } from "../../../../analysis/results/results";
import { instant, simulatedHeat } from "../../../fixtures/results/simulated-heat";
import { pod } from "./pod";
import { total } from "../total";

const heat = (rest: Partial<RecordedHeat>): RecordedHeat => ({ lane: "a", round: 1, durationSeconds: 5, ...rest });

describe("A heat's time", () => {
  const worker = pod("a", { created: 100.25, containerStarted: 101, lastLog: 104.5 });

  it("ends with the Completed event, to the microsecond", () => {
    const result = analyseHeat(heat({ pods: [worker], completedAt: instant(106.75, 9), endedAt: instant(106.75, 0) }));
    assert.equal(result.heatSeconds, 6.5);
    assert.equal(result.heatResolutionSeconds, 2e-6);
  });

  it("without that event ends in the middle of what is left of the completion's second", () => {
    const result = analyseHeat(heat({ pods: [worker], endedAt: instant(106.9, 0) }));
    assert.equal(result.heatSeconds, 6.25);
    assert.equal(result.heatResolutionSeconds, 1.000001);
  });

  it("is known better when the last container ended within that second", () => {
    const result = analyseHeat(heat({ pods: [worker], endedAt: instant(104.9, 0) }));
    assert.equal(result.heatSeconds, 4.5);
    assert.equal(result.heatResolutionSeconds, 0.500001);
  });

  it("is absent without pods, and without the heat's end", () => {
    assert.equal(analyseHeat(heat({ endedAt: instant(106, 0) })).heatSeconds, undefined);
    assert.equal(analyseHeat(heat({ pods: [worker] })).heatSeconds, undefined);
    assert.equal(analyseHeat(heat({ pods: [worker] })).makespanSeconds, 3.5);
  });
});

describe("A creation that is known to the second", () => {
  const split = { lane: "parallel", items: 40, completions: 40, parallelism: 5 };
  const exact = simulatedHeat(split, 1);
  /** From the tenth pod on Kubernetes may combine the events of the pods' creation. */
  const combined = {
    ...exact,
    pods: exact.pods.map((it, index) => (index < 10 ? it : { ...it, createdAt: it.createdAt.replace(/\.\d+/, "") })),
  };

  it("is placed by the pod's scheduling, so that the phases stay what they are", () => {
    const [truth, found] = [exact, combined].map((it) => analyseHeat(it).phases);
    assert.ok(truth && found);
    for (const phase of Object.keys(truth) as (keyof typeof truth)[]) {
      assert.ok(Math.abs(truth[phase] - found[phase]) < 1e-3, `${phase}: ${truth[phase]} and ${found[phase]}`);
    }
  });

  it("is said to be known no better than the second allows", () => {
    const { phaseResolutionSeconds: found, heatResolutionSeconds } = analyseHeat(combined);
    assert.ok((found?.scheduleSeconds ?? 0) > 1 && (found?.handOverSeconds ?? 0) > 1);
    assert.ok((found?.workSeconds ?? 1) < 1e-4);
    assert.ok((analyseHeat(exact).phaseResolutionSeconds?.scheduleSeconds ?? 1) < 1e-4);
    assert.equal(heatResolutionSeconds, 2e-6);
  });

  it("of the first pod widens what is known of the heat's time", () => {
    const worker = pod(
      "a",
      { scheduled: 100.75, containerStarted: 101, lastLog: 104.5 },
      { createdAt: instant(100, 0) },
    );
    const result = analyseHeat(heat({ pods: [worker], completedAt: instant(106.75, 9) }));
    assert.equal(result.heatSeconds, 6);
    assert.equal(result.heatResolutionSeconds, 0.750001);
    const later = pod("b", { created: 100.5, scheduled: 100.6, containerStarted: 101, lastLog: 102 });
    const two = analyseHeat(heat({ pods: [worker, later], completedAt: instant(106.75, 9) }));
    assert.equal(two.heatSeconds, 6.25);
    assert.equal(two.heatResolutionSeconds, 0.500001);
  });
});

describe("A heat's laps", () => {
  const items = [102, 102.5, 104].map((at) => instant(at, 9));

  it("count from the container's start, then from item to item", () => {
    const worker = pod("a", { containerStarted: 101, lastLog: 104.5 }, { itemsAt: items });
    const result = analyseHeat(heat({ pods: [worker] }));
    assert.deepEqual(result.laps, [
      { pod: "a", item: 1, seconds: 1 },
      { pod: "a", item: 2, seconds: 0.5 },
      { pod: "a", item: 3, seconds: 1.5 },
    ]);
    assert.deepEqual(result.lapSummary, { n: 3, minSeconds: 0.5, medianSeconds: 1, maxSeconds: 1.5 });
  });

  it("leave the first one out where the start is known to the second only", () => {
    const worker = pod("a", { started: 101, finished: 104 }, { itemsAt: items });
    assert.deepEqual(
      analyseHeat(heat({ pods: [worker] })).laps?.map((lap) => lap.item),
      [2, 3],
    );
  });

  it("are absent when nothing was logged", () => {
    const result = analyseHeat(heat({ pods: [pod("a", { started: 101, finished: 104 })] }));
    assert.equal(result.laps, undefined);
    assert.equal(result.lapSummary, undefined);
  });
});

describe("A heat", () => {
  it("with a disturbance is not valid, but keeps its figures", () => {
    const result = analyseHeat({
      ...simulatedHeat({ lane: "a", items: 4, completions: 2, parallelism: 1 }, 1),
      disturbances: ["A pod was retried."],
    });
    assert.equal(result.valid, false);
    assert.ok(result.phases);
  });

  it("is explained by its phases completely", () => {
    for (const parallelism of [1, 2, 3, 10]) {
      const result = analyseHeat(simulatedHeat({ lane: "a", items: 10, completions: 10, parallelism }, 1));
      const sum = total(result.phases);
      assert.ok(Math.abs(sum - (result.heatSeconds ?? NaN)) < 1e-5);
      assert.equal(result.phases?.unexplainedSeconds, 0);
    }
  });
});
