import assert from "node:assert/strict";
import { analyseHeat } from "../../../../analysis/heat/heat-result";
import { itemLuck } from "../../../../analysis/lane/item-luck";
import { speedupOf } from "../../../../analysis/lane/speedup";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";
import { near, seeded } from "../statistics/random";

const oneshot = { lane: "oneshot", items: 100, completions: 1, parallelism: 1 };
const parallel = { lane: "parallel", items: 10, completions: 10, parallelism: 5 };
const shape = { parallelism: 1, completions: 1 };

describe("The luck of a heat's items", () => {
  it("is the standard error of their sum where one pod makes them one after the other", () => {
    const random = seeded(3);
    const laps = Array.from({ length: 100 }, () => 0.5 + random.exponential());
    let next = 0;
    const heat = analyseHeat(simulatedHeat(oneshot, 1, { lap: () => laps[next++] ?? NaN }));
    const mean = laps.reduce((a, b) => a + b) / 100;
    const variance = laps.reduce((sum, lap) => sum + (lap - mean) ** 2, 0) / 99;
    const expected = Math.sqrt(100 * variance) / (heat.heatSeconds ?? NaN);
    const found = itemLuck(shape, heat);
    // 400 draws know a deviation to about 4 %.
    near(Math.sqrt((found?.logDeviation ?? NaN) ** 2 - 0.045 ** 2), expected, 0.1);
    assert.equal(found?.freedom, 99 / 2);
  });

  it("is unknown where a lap is missing, or there are hardly any", () => {
    const heat = simulatedHeat(parallel, 1);
    const pods = heat.pods.map((pod, index) => (index === 3 ? { ...pod, itemsAt: [] } : pod));
    assert.ok(itemLuck(parallel, analyseHeat(heat)));
    assert.equal(itemLuck(parallel, analyseHeat({ ...heat, pods })), undefined);
    const three = { ...parallel, items: 3, completions: 3 };
    assert.equal(itemLuck(three, analyseHeat(simulatedHeat(three, 1))), undefined);
  });

  it("gives one round an interval, wider where the laps differ more", () => {
    const width = (spread: number): number => {
      const random = seeded(4);
      const heats = [{ ...oneshot, items: 10 }, parallel].map((split) =>
        analyseHeat(simulatedHeat(split, 1, { lap: () => 1 + spread * (random.uniform() - 0.5) })),
      );
      const [first, second] = heats.map((heat) => ({ ...heat, name: heat.lane, heats: [heat] }));
      assert.ok(first && second);
      const found = speedupOf([first, second], { field: "heatSeconds", meaning: "", resolutionSeconds: 1e-6 });
      assert.equal(found?.basis, "items");
      return Math.log((found.high ?? NaN) / (found.low ?? NaN));
    };
    assert.ok(width(1.5) > 1.5 * width(0.1), `${width(1.5)} against ${width(0.1)}`);
  });
});
