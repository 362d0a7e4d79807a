import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import type { Results } from "../../../../analysis/results/results";
import { fit, search } from "../../../../analysis/scaling/fit";
import { universalScalability } from "../../../../analysis/scaling/models";
import { scalingOf } from "../../../../analysis/scaling/scaling";
import { near, seeded } from "../statistics/random";
import { factsOf, sweep } from "./samples";

/** The published throughputs `specsdm91` of R's package usl (SPEC SDM91 on a Sun SPARCcenter 2000), one heat a lane. */
const SPEC_SDM91 = [[1, 64.9], [18, 995.9], [36, 1652.4], [72, 1853.2], [108, 1828.9], [144, 1775], [216, 1702.2]] as const; // prettier-ignore

const misses = (residuals: readonly number[]) => residuals.reduce((sum, value) => sum + value * value, 0);

describe("The choice of a scaling model", () => {
  it("fits the published figures of the Universal Scalability Law, which AICc alone would not choose", () => {
    const heats = SPEC_SDM91.map(([parallelism, throughput]) => ({
      ...{ lane: `p${parallelism}`, round: 1, parallelism, completions: parallelism, items: 432 },
      durationSeconds: 100_000 / throughput,
    }));
    const { scaling } = analyse({ heats });
    assert.equal(scaling?.refused, undefined);
    assert.equal(scaling?.chosen, "usl");
    near(scaling.contention?.value, 0.0135, 0.05);
    near(scaling.coherency?.value, 0.000115, 0.05);
  });

  it("is never worse than its own special case", () => {
    const random = seeded(21);
    let rescued = 0;
    for (let race = 0; race < 40; race++) {
      const time = (n: number): number => (60 * (1 + 0.004 * n * (n - 1)) * Math.exp(0.03 * random.normal())) / n;
      const samples = sweep([1, 2, 3, 4, 6, 12], 3, time, { completions: 12, items: 12 });
      const model = universalScalability(samples);
      const special = search({ ...model, most: [Infinity, 0, 1] }, samples, [model.start[0] ?? 1, 0, 0.001], 100);
      const found = fit(model, samples);
      assert.ok(misses(found.residuals) <= misses(special.residuals) * (1 + 1e-6), `race ${race}`);
      if (misses(search(model, samples, model.start, 100).residuals) > misses(found.residuals) * 1.01) rescued += 1;
    }
    assert.ok(rescued > 0, "The plain search never stalled, so this test shows nothing.");
  });

  it("between the same curve under two names is not decided by the last digit of a time", () => {
    const advice = new Set<string>();
    const random = seeded(22);
    const laps = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(() => Math.exp(0.05 * random.normal()));
    for (let race = 0; race < 200; race++) {
      let index = 0;
      const time = (n: number): number => (8 + 50 / n) * (laps[index++] ?? 1) * (1 + 1e-6 * random.uniform());
      const scaling = scalingOf(factsOf(sweep([1, 2, 5, 10], 3, time, { completions: 10, items: 10 })));
      const { chosen = "none", sameCurve = [], enoughParallelism = 0 } = scaling ?? {};
      advice.add([chosen, sameCurve.join("+"), enoughParallelism].join(" "));
    }
    assert.deepEqual([...advice], ["wave amdahl 10"]);
  });

  it("recommends no parallelism whose pods do not share the items evenly", () => {
    const shapes = [1, 2, 3, 4, 6, 12, 24].map((n) => ({ n, completions: n, items: 24 }));
    const samples = shapes.flatMap(({ n, ...shape }) => sweep([n], 3, () => 2 + 60 / n, shape));
    const { enoughParallelism = 0 } = scalingOf(factsOf(samples)) ?? {};
    assert.equal(24 % enoughParallelism, 0);
  });
});

describe("The words for a tie", () => {
  it("name the model that is the same curve", () => {
    const heats: Results["heats"] = [1, 2, 5, 10].flatMap((parallelism) =>
      [1, 2, 3].map((round) => ({
        ...{ lane: `p${parallelism}`, round, parallelism, completions: 10, items: 10, valid: true, disturbances: [] },
        durationSeconds: 8 + 50 / parallelism + round / 10,
      })),
    );
    const words = analyse({ heats }).recommendation?.words.join(" ") ?? "";
    assert.match(words, /By the wave model \(the fit of Amdahl's law is the same curve here\), which misses/);
  });
});
