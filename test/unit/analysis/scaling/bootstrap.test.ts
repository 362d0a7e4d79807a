import assert from "node:assert/strict";
import { parameterIntervals } from "../../../../analysis/scaling/bootstrap";
import { fit } from "../../../../analysis/scaling/fit";
import { amdahl } from "../../../../analysis/scaling/models";
import { scalingOf } from "../../../../analysis/scaling/scaling";
import { seeded } from "../statistics/random";
import { factsOf, sweep } from "./samples";

/** The fewest that tell the 95 % from the 81 % which a plain bootstrap covers: two standard errors are 5 %. */
const RACES = 80;
const truth = 0.15;

/** The share of simulated races whose interval of Amdahl's serial fraction contains the true one. */
function coverage(
  seed: number,
  parallelisms: readonly number[],
  heat: (n: number) => number,
  resolution = 0,
  races = RACES,
): number {
  let covered = 0;
  for (let race = 0; race < races; race++) {
    const samples = sweep(parallelisms, 1, heat);
    const found = fit(amdahl(samples), samples);
    const interval = parameterIntervals(found, samples, seed + race, resolution)[1];
    if (interval && interval.low <= truth && truth <= interval.high) covered += 1;
  }
  return covered / races;
}

describe("The intervals of a fit", () => {
  it("cover the truth in about 95 of 100 races, also of five heats", () => {
    const random = seeded(31);
    const time = (n: number): number => 60 * (truth + (1 - truth) / n) * Math.exp(0.05 * random.normal());
    const share = coverage(1, [1, 2, 3, 5, 10], time);
    assert.ok(share >= 0.9 && share < 1, `Expected about 95 %, got ${share * 100} %.`);
  });

  it("cover it where the clock has whole seconds only", () => {
    const random = seeded(32);
    const time = (n: number): number => {
      const start = random.uniform();
      return Math.floor(start + 20 * (truth + (1 - truth) / n));
    };
    const share = coverage(1, [1, 2, 3, 5, 10], time, 2, 25);
    assert.ok(share >= 0.9, `Expected at least about 95 %, got ${share * 100} %.`);
  });

  it("are not empty where a coarse clock shows the same seconds in each round", () => {
    const seconds = (n: number): number => ({ 1: 40, 2: 24, 4: 16, 8: 12 })[n] ?? NaN;
    const facts = factsOf(sweep([1, 2, 4, 8], 2, seconds));
    const measure = { ...facts.measure, resolutionSeconds: 2 };
    const { value, low = NaN, high = NaN } = scalingOf({ ...facts, measure })?.serialFraction ?? { value: NaN };
    assert.ok(low < 0.98 * value && value * 1.02 < high, `Expected some width, got ${low} to ${high}.`);
  });
});
