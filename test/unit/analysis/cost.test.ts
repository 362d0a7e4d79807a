import assert from "node:assert/strict";
import { analyse } from "../../../analysis/analyse";
import type { RaceSettings, RecordedHeat } from "../../../analysis/results";
import { simulatedHeat } from "../../fixtures/results/simulated-heat";
import { near } from "./random";

const heats = [
  simulatedHeat({ lane: "oneshot", items: 10, completions: 1, parallelism: 1 }, 1),
  simulatedHeat({ lane: "parallel", items: 10, completions: 10, parallelism: 5 }, 1),
];
const costOf = (settings: RaceSettings, raced: RecordedHeat[] = heats) => analyse({ settings, heats: raced }).cost;

describe("The cost of a lane", () => {
  it("is what its pods request, for as long as they occupy a node", () => {
    const [oneshot, parallel] = costOf({})?.lanes ?? [];
    // 0.8 s of start and ten laps of 0.8 s; half a CPU and a quarter of a GiB.
    near(oneshot?.podSeconds, 8.8, 1e-4);
    near(oneshot?.cpuSeconds, 4.4, 1e-4);
    near(oneshot?.memoryGiBSeconds, 2.2, 1e-4);
    near(parallel?.podSeconds, 16, 1e-4);
    assert.equal(oneshot?.price, undefined);
    assert.equal(costOf({})?.comparedBy, "cpuSeconds");
    assert.equal(costOf({})?.cheapest, "oneshot");
  });

  it("has a price where prices are set", () => {
    const cost = costOf({ cpuHourPrice: 3.6, memoryGiBHourPrice: 0.36, currency: "EUR" });
    near(cost?.lanes[0]?.price, 4.4 * 0.001 + 2.2 * 0.0001, 1e-4);
    assert.equal(cost?.comparedBy, "price");
    assert.equal(cost.currency, "EUR");
  });

  it("has no price for what the pods don't request", () => {
    const unrequested = heats.map((heat) => ({ ...heat, requests: { memoryBytes: 2 ** 30 } }));
    const cost = costOf({ cpuHourPrice: 3.6 }, unrequested);
    assert.equal(cost?.lanes[0]?.price, undefined);
    assert.equal(cost?.lanes[0]?.cpuSeconds, undefined);
    assert.equal(cost?.comparedBy, "podSeconds");
  });

  it("decides among the lanes that meet the deadline", () => {
    const cost = costOf({ deadlineSeconds: 10 });
    assert.deepEqual(
      cost?.lanes.map((lane) => lane.meetsDeadline),
      [false, true],
    );
    assert.equal(cost.cheapest, "parallel");
    assert.equal(costOf({ deadlineSeconds: 1 })?.cheapest, undefined);
  });

  it("is absent without pods", () => {
    assert.equal(costOf({}, [{ lane: "a", round: 1, durationSeconds: 3 }]), undefined);
  });
});
