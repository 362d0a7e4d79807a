import assert from "node:assert/strict";
import { aicc, fit, laneError, rSquared } from "../../../../analysis/scaling/fit";
import { parameterIntervals } from "../../../../analysis/scaling/bootstrap";
import { amdahl, type Model, universalScalability } from "../../../../analysis/scaling/models";
import type { Sample } from "../../../../analysis/scaling/sample";
import { tQuantile } from "../../../../analysis/statistics/student-t";
import { waveModel } from "../../../../analysis/scaling/wave-model";
import { near } from "../statistics/random";

const seconds = [40.1, 38.7, 22.3, 21.1, 13.2, 12.6, 9.4, 9.9, 9.1, 8.8];
const samples = [1, 1, 2, 2, 4, 4, 8, 8, 12, 12].map((parallelism, index): Sample => ({
  lane: `p${parallelism}`,
  round: 1 + (index % 2),
  parallelism,
  completions: 24,
  items: 48,
  seconds: seconds[index] ?? NaN,
}));
const wave = waveModel(samples, 4);
assert.ok(wave);

// scipy 1.17.1: optimize.curve_fit of the log times, bounds (0, inf); standard errors from its covariance.
// AICc: statsmodels 0.15.0 eval_measures.aicc with the variance counted, minus the constant n (ln 2π + 1).
const golden: {
  model: Model;
  parameters: number[];
  errors: number[];
  aicc: number;
  rSquared: number;
  laneError: number;
}[] = [
  {
    model: amdahl(samples),
    parameters: [37.776616268959756, 0.1545303927581347],
    errors: [1.1178896057443075, 0.011543397529960288],
    aicc: -50.176748313548444,
    rSquared: 0.9921201532791613,
    laneError: 0.04382369950495036,
  },
  {
    model: universalScalability(samples),
    parameters: [39.37422982835672, 0.08414754717051609, 0.006185484525109208],
    errors: [0.6966439311543148, 0.015211047194704206, 0.0012690795905584704],
    aicc: -58.376178106957695,
    rSquared: 0.998095221987972,
    laneError: 0.008595171230660406,
  },
  {
    model: wave,
    parameters: [3.9576324108977445, 0.24045039204275742, 0.9960786131983924],
    errors: [0.44519137631117195, 0.052829803119759225, 0.07888268382313139],
    aicc: -57.75441938827117,
    rSquared: 0.9979730314647384,
    laneError: 0.010566024016063174,
  },
];

for (const expected of golden) {
  describe(`The fit of the model ${expected.model.name}`, () => {
    const found = fit(expected.model, samples);

    it("has the parameters of scipy", () => {
      found.parameters.forEach((value, index) => {
        near(value, expected.parameters[index] ?? NaN, 1e-4);
      });
    });

    it("has the goodness of fit of numpy and statsmodels", () => {
      near(aicc(found.residuals, found.parameters.length), expected.aicc, 1e-6);
      near(rSquared(samples, found.residuals), expected.rSquared, 1e-6);
      near(laneError(samples, found.residuals), expected.laneError, 1e-4);
    });

    it("has bootstrap intervals about as wide as scipy's standard errors and Student's t say", () => {
      const t = tQuantile(0.975, samples.length - expected.errors.length);
      parameterIntervals(found, samples, 7, 0).forEach((interval, index) => {
        assert.ok(interval);
        const wide = 2 * t * (expected.errors[index] ?? NaN);
        near(interval.high - interval.low, wide, 0.25);
      });
    });

    it("has the same intervals for the same seed", () => {
      assert.deepEqual(parameterIntervals(found, samples, 3, 2), parameterIntervals(found, samples, 3, 2));
    });

    it("has slopes that agree with finite differences", () => {
      const { model } = expected;
      for (const sample of samples) {
        model.gradient(expected.parameters, sample).forEach((slope, index) => {
          const step = 1e-6 * (expected.parameters[index] ?? NaN);
          const moved = expected.parameters.map((value, i) => (i === index ? value + step : value));
          const change = model.seconds(moved, sample) - model.seconds(expected.parameters, sample);
          near(1 + slope, 1 + change / step, 1e-4);
        });
      }
    });
  });
}

describe("The fit of lanes with unequal numbers of heats", () => {
  it("has the parameters of scipy", () => {
    const kept = samples.filter((_, index) => index !== 3 && index !== 9);
    const expected = [39.64778385175832, 0.07866331051062242, 0.006830261575963137];
    fit(universalScalability(kept), kept).parameters.forEach((value, index) => {
      near(value, expected[index] ?? NaN, 1e-4);
    });
  });
});

describe("The models", () => {
  const shape = (parallelism: number) => ({ parallelism, completions: 1024, items: 1024 });

  it("give Amdahl's own figure: 5 % serial work on 1,024 processors is 19.6 times as fast", () => {
    // Gustafson 1988, "Reevaluating Amdahl's Law": a serial fraction s caps the speedup at 1 / (s + (1 - s) / N).
    const model = amdahl(samples);
    near(model.seconds([1, 0.05], shape(1)) / model.seconds([1, 0.05], shape(1024)), 19.6357, 1e-4);
  });

  it("of the USL have their best parallelism at sqrt((1 - σ) / κ)", () => {
    // Gunther 2007, Guerrilla Capacity Planning, eq. 4.33.
    const model = universalScalability(samples);
    const times = Array.from({ length: 64 }, (_, index) => model.seconds([100, 0.1, 0.0025], shape(index + 1)));
    assert.equal(times.indexOf(Math.min(...times)) + 1, Math.round(Math.sqrt(0.9 / 0.0025)));
  });

  it("of waves count what a slot works through, and what shared CPUs stretch", () => {
    const model = waveModel(samples, 4);
    // 24 pods of 2 items: 8 at once on 4 CPUs take 3 waves of 2 items at half speed.
    near(model?.seconds([10, 1, 100], { parallelism: 8, completions: 24, items: 48 }), 10 + 3 * 2 * 2 + 300);
    // 10 at once: two full waves at 10/4, one of four pods.
    near(model?.seconds([10, 1, 100], { parallelism: 10, completions: 24, items: 48 }), 10 + 2 * 2 * 2.5 + 2 + 300);
  });

  it("of waves use one parameter for laps and waves where the samples can't tell them apart", () => {
    assert.deepEqual(waveModel(samples, undefined)?.parameters, ["fixedSeconds", "itemSeconds"]);
    assert.equal(waveModel(samples.slice(0, 2), undefined), undefined);
  });
});

describe("The AICc", () => {
  it("is absent for too few samples, and finite for a perfect fit", () => {
    assert.equal(aicc([0.1, -0.1, 0.1, 0.1], 2), undefined);
    assert.ok(Number.isFinite(aicc([0, 0, 0, 0, 0, 0], 2)));
  });
});
