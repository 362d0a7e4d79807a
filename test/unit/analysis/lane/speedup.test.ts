import assert from "node:assert/strict";
import type { HeatResult } from "../../../../analysis/results/results";
import { speedupOf } from "../../../../analysis/lane/speedup";
import { near, seeded } from "../statistics/random";

const serial = [12.3, 11.8, 13.1, 12.7, 12.0, 14.2];
const parallel = [10.9, 11.2, 10.4, 12.8, 10.1, 11.5];

describe("The speedup", () => {
  it("has the value and interval of scipy's paired t test on logarithms", () => {
    // scipy 1.17.1: exp of ttest_1samp(log(serial / parallel), 0) and of its confidence_interval(0.95).
    const speedup = race(serial, parallel);
    near(speedup?.value, 1.1386863476542977, 1e-5);
    near(speedup?.low, 1.0323440646580548, 1e-5);
    near(speedup?.high, 1.255983002879724, 1e-5);
    assert.equal(speedup?.fasterRounds, 5);
    assert.equal(speedup.verdict, "parallel faster");
    assert.equal(speedup.n, 6);
    near(speedup.efficiency, 1.1386863476542977 / 5, 1e-5);
  });

  it("has the interval of Student's sleep data", () => {
    // Student 1908; R documents t.test(extra ~ group, sleep, paired = TRUE): 0.7001142 to 2.4598858 around 1.58.
    const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0].map(Math.exp);
    const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4].map(Math.exp);
    const speedup = race(second, first);
    near(speedup?.value, Math.exp(1.58), 1e-5);
    near(speedup?.low, Math.exp(0.7001142), 1e-5);
    near(speedup?.high, Math.exp(2.4598858), 1e-5);
  });

  it("of one round without laps has no interval, and can't tell", () => {
    assert.deepEqual(race([12], [10]), {
      serial: "oneshot",
      parallel: "parallel",
      value: 1.2,
      n: 1,
      efficiency: 0.24,
      verdict: "can't tell",
      fasterRounds: 1,
    });
  });

  it("counts the rounds in which both took equally long apart from those that were won", () => {
    const speedup = race([12, 12, 13], [12, 11, 12], 2);
    assert.deepEqual([speedup?.fasterRounds, speedup?.tiedRounds], [2, 1]);
    assert.ok(!("tiedRounds" in (race(serial, parallel) ?? {})));
  });

  it("warns of stragglers in one lane only, with what the median of the rounds says", () => {
    const slow = race([10, 11, 10, 11, 10, 11], [10, 10, 30, 10, 11, 10]);
    assert.deepEqual(slow?.stragglers, {
      lane: "parallel",
      rounds: [3],
      // The sorted ratios are 1/3, 1, 1, 1.1, 1.1, 1.1: all six hold the median in 1 - 2 / 2^6.
      medianValue: 1.04881,
      medianLow: 0.333333,
      medianHigh: 1.1,
      medianConfidence: 0.96875,
    });
    assert.equal(race([10, 11, 10, 11, 10, 40], [10, 10, 30, 10, 11, 10])?.stragglers, undefined);
    assert.equal(
      race([10, 11, 10, 11, 10, 10], [10, 10, 12, 10, 10, 10])?.stragglers,
      undefined,
      "12 is not far from 10",
    );
  });

  it("whose interval spans 1 is no detectable difference", () => {
    assert.equal(race([10, 12, 11], [11, 11, 11])?.verdict, "no detectable difference");
  });

  it("below 1 with its whole interval says that serial is faster", () => {
    assert.equal(race(parallel, serial)?.verdict, "serial faster");
  });

  it("of equal ratios has an interval of no width, unless the clock is coarse", () => {
    const exact = race([2, 4, 6], [1, 2, 3], 0);
    near(exact?.low, 2);
    near(exact?.high, 2);
    const coarse = race([12, 12, 12], [11, 11, 11], 2);
    assert.equal(coarse?.verdict, "no detectable difference");
    // tQuantile(0.975, 2) × sqrt(1/6 × (1/12² + 1/11²)) / sqrt(3)
    near(
      Math.log(coarse.high ?? NaN) - Math.log(12 / 11),
      (4.302652729749762 * 0.05034697484186082) / Math.sqrt(3),
      1e-4,
    );
  });

  it("is absent when no round has both lanes, or a time is 0", () => {
    assert.equal(race([], [10]), undefined);
    assert.equal(race([0], [10]), undefined);
  });
});

describe("The speedup's interval for ten rounds", () => {
  const RACES = 2000;

  it("covers the truth 93 to 97 % of the time when keys are made, with a slow spell now and then", () => {
    const random = seeded(1);
    const keys = (n: number): number => Array.from({ length: n }, random.exponential).reduce((a, b) => a + b, 0);
    const oneshot = (): number => 3.1 + 0.8 * keys(10);
    const pods = (): number => 5.6 + 0.8 * Math.max(keys(4), keys(4), keys(2));
    const truth = Math.exp(meanLog(oneshot, 200_000) - meanLog(pods, 200_000));
    const spell = (): number => (random.uniform() < 0.1 ? 1.5 : 1);
    within(coverage(RACES, truth, spell, oneshot, pods), 0.93, 0.97);
  });

  it("covers the truth 93 to 97 % of the time under log-normal noise", () => {
    const random = seeded(2);
    const noisy = (seconds: number) => () => seconds * Math.exp(0.2 * random.normal());
    const drift = (): number => Math.exp(0.5 * random.normal());
    within(coverage(RACES, 1.6, drift, noisy(16), noisy(10)), 0.93, 0.97);
  });
});

function coverage(
  races: number,
  truth: number,
  spell: () => number,
  serialTime: () => number,
  parallelTime: () => number,
): number {
  let covered = 0;
  for (let index = 0; index < races; index++) {
    const spells = Array.from({ length: 10 }, spell);
    const speedup = race(
      spells.map((factor) => factor * serialTime()),
      spells.map((factor) => factor * parallelTime()),
    );
    if ((speedup?.low ?? Infinity) <= truth && truth <= (speedup?.high ?? -Infinity)) covered++;
  }
  return covered / races;
}

function within(share: number, low: number, high: number): void {
  assert.ok(share >= low && share <= high, `Expected a coverage of ${low} to ${high}, got ${share}.`);
}

function meanLog(draw: () => number, draws: number): number {
  let sum = 0;
  for (let index = 0; index < draws; index++) sum += Math.log(draw());
  return sum / draws;
}

function race(serialSeconds: readonly number[], parallelSeconds: readonly number[], resolutionSeconds = 1e-6) {
  return speedupOf(
    [
      { name: "oneshot", parallelism: 1, heats: heats("oneshot", serialSeconds) },
      { name: "parallel", parallelism: 5, heats: heats("parallel", parallelSeconds) },
    ],
    { field: "heatSeconds", meaning: "", resolutionSeconds },
  );
}

function heats(lane: string, seconds: readonly number[]): HeatResult[] {
  return seconds.map((heatSeconds, index) => ({
    lane,
    round: index + 1,
    durationSeconds: Math.floor(heatSeconds),
    heatSeconds,
    valid: true,
    disturbances: [],
  }));
}
