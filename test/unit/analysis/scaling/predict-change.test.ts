import assert from "node:assert/strict";
import { predictChange } from "../../../../analysis/scaling/predict-change";
import { analyse } from "../../../../analysis/analyse";
import { ratioInterval } from "../../../../analysis/statistics/log-interval";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";
import { seeded } from "../statistics/random";

/** Heats on CPUs that nobody shares: an item takes half a second, more or less. */
function swept(seed: number) {
  const random = seeded(seed);
  const heats = [1, 2, 3, 4, 5, 6].flatMap((round) =>
    [1, 2, 3, 5, 10].map((parallelism) =>
      simulatedHeat({ lane: `p${parallelism}`, items: 60, completions: 10, parallelism }, round, {
        lap: () => 0.4 + 0.2 * random.uniform(),
      }),
    ),
  );
  const cluster = { kubernetesVersion: "v1.34.4", nodes: 1, allocatableCpu: 64 };
  return analyse({ heats: heats.map((heat) => ({ ...heat, cluster })) });
}

describe("The forecast of a change", () => {
  it("holds the true ratio of a simulated cluster, to a parallelism that was not raced", () => {
    // 10 pods of 6 items, 3 s of work and 3.2 s of Kubernetes a wave: 5 waves at 2, 3 waves at 4.
    const forecast = predictChange(swept(3), { completions: 10, from: 2, to: 4 });
    assert.ok(!("unknown" in forecast) && forecast.basis === "fitted", JSON.stringify(forecast));
    assert.ok(forecast.low <= 5 / 3 + 0.05 && forecast.high >= 5 / 3 - 0.05, JSON.stringify(forecast));
    assert.ok(forecast.high / forecast.low < 1.2, JSON.stringify(forecast));
  });

  it("between two parallelisms that were raced is that of their rounds, whatever fits", () => {
    const results = swept(3);
    const logs = [1, 2, 3, 4, 5, 6].map((round) => {
      const seconds = (lane: string) =>
        results.heats.find((it) => it.lane === lane && it.round === round)?.heatSeconds ?? NaN;
      return Math.log(seconds("p2") / seconds("p5"));
    });
    const withoutScaling = { ...results };
    Reflect.deleteProperty(withoutScaling, "scaling");
    const forecast = predictChange(withoutScaling, { completions: 10, from: 2, to: 5 });
    const { value, low, high } = ratioInterval({ logRatios: logs });
    assert.ok(!("unknown" in forecast) && forecast.basis === "raced", JSON.stringify(forecast));
    for (const [shown, exact] of [
      [forecast.value, value],
      [forecast.low, low],
      [forecast.high, high],
    ] as const) {
      assert.ok(Math.abs(shown / exact - 1) < 1e-9, `${shown} ${exact}`);
    }
  });

  it("is refused for another number of pods", () => {
    assert.deepEqual(predictChange(swept(3), { completions: 20, from: 2, to: 4 }), {
      unknown: "no lane of 20 pods was in the last sweep",
    });
  });
});
