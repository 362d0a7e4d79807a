import assert from "node:assert/strict";
import { scalingOf } from "../../../../analysis/scaling/scaling";
import { near, seeded } from "../statistics/random";
import { factsOf, sweep } from "./samples";

const cluster = { kubernetesVersion: "v1.34.4", allocatableCpu: 1.93 };

describe("The scaling of a sweep", () => {
  it("recovers Amdahl's serial fraction within 5 % from noisy heats", () => {
    const random = seeded(11);
    const time = (n: number): number => 120 * (0.1 + 0.9 / n) * Math.exp(0.03 * random.normal());
    const scaling = scalingOf(factsOf(sweep([1, 2, 4, 8, 16, 32], 10, time)));
    near(scaling?.serialFraction?.value, 0.1, 0.05);
    assert.ok((scaling?.serialFraction?.low ?? 1) < 0.1 && (scaling?.serialFraction?.high ?? 0) > 0.1);
    near(scaling?.models.find((it) => it.name === "amdahl")?.parameters["serialSeconds"]?.value, 120, 0.05);
  });

  it("recovers the USL's contention and coherency within 5 % from noisy heats, and chooses it", () => {
    const random = seeded(12);
    const time = (n: number): number =>
      (200 * (1 + 0.08 * (n - 1) + 0.003 * n * (n - 1)) * Math.exp(0.02 * random.normal())) / n;
    const scaling = scalingOf(factsOf(sweep([1, 2, 4, 8, 16, 24, 32], 20, time)));
    near(scaling?.contention?.value, 0.08, 0.05);
    near(scaling?.coherency?.value, 0.003, 0.05);
    assert.equal(scaling?.chosen, "usl");
    // The law's own best is 17.5, which nobody raced.
    assert.equal(scaling.bestParallelism, 16);
  });

  it("chooses the wave model where times go in steps, and the smallest parallelism of the last step", () => {
    const random = seeded(13);
    const time = (n: number): number => (3 + 3.3 * Math.ceil(10 / n)) * Math.exp(0.02 * random.normal());
    const samples = sweep([1, 2, 3, 5, 7, 9, 10], 5, time, { completions: 10, items: 10 });
    const scaling = scalingOf(factsOf(samples));
    assert.equal(scaling?.chosen, "wave");
    assert.equal(scaling.bestParallelism, 10);
    assert.equal(scaling.enoughParallelism, 10);
    near(scaling.models[0]?.parameters["fixedSeconds"]?.value, 3, 0.1);
  });

  it("stops at the smallest parallelism within 5 % of the best", () => {
    const scaling = scalingOf(factsOf(sweep([1, 3, 5], 3, (n) => [0, 40, 0, 20.2, 0, 20][n] ?? NaN)));
    assert.equal(scaling?.enoughParallelism, 3);
    assert.equal(scaling.bestParallelism, 5);
  });

  it("recommends raced parallelisms only where a smooth law was chosen", () => {
    const shape = { completions: 10, items: 10 };
    const samples = sweep([1, 2, 4, 5, 10], 4, (n) => 60 * (0.12 + 0.88 / n), shape);
    const scaling = scalingOf(factsOf(samples));
    assert.equal(scaling?.chosen, "amdahl");
    // By the law 9, which nobody raced, takes 13.1 s and 10 takes 12.5 s, within 5 %; but 9 needs two waves.
    assert.equal(scaling.enoughParallelism, 10);
    assert.equal(scaling.bestParallelism, 10);
  });

  it("pools the lanes of one parallelism", () => {
    const [narrow, one, two] = [2, 5, 5].map((n, index) =>
      sweep([n], 2, () => [20, 9, 30][index] ?? NaN).map((it) => ({ ...it, lane: `lane-${index}` })),
    );
    const scaling = scalingOf(factsOf([...(narrow ?? []), ...(one ?? []), ...(two ?? [])]));
    // One of the two lanes is the fastest; both together, 16.4 s, still are.
    assert.equal(scaling?.bestParallelism, 5);
    const slower = sweep([5], 6, () => 30).map((it) => ({ ...it, lane: "slow" }));
    assert.equal(scalingOf(factsOf([...(narrow ?? []), ...(one ?? []), ...slower]))?.bestParallelism, 2);
  });

  it("names the CPU cap", () => {
    const samples = sweep([1, 2, 5, 10], 3, (n) => 30 / n + 5);
    assert.deepEqual(scalingOf(factsOf(samples, { cluster }))?.cpuCap, {
      parallelism: 2,
      kind: "shared",
      allocatableCpu: 1.93,
    });
    const facts = factsOf(samples, { cluster });
    const heats = facts.heats.map((heat) => ({ ...heat, requests: { cpu: 0.9 } }));
    const capped = scalingOf({ ...facts, heats });
    assert.deepEqual(capped?.cpuCap, { parallelism: 2, kind: "requests", allocatableCpu: 1.93, requestedCpu: 0.9 });
    assert.equal(capped.bestParallelism, 2);
  });

  it("refuses a model of three points, and says so", () => {
    const scaling = scalingOf(factsOf(sweep([1, 2, 4], 10, (n) => 60 / n + 4)));
    assert.equal(scaling?.refused, "a scaling model needs at least 4 different parallelisms, and the race has 3");
    assert.deepEqual(scaling.models, []);
    assert.equal(scaling.chosen, undefined);
    assert.equal(scaling.bestParallelism, 4);
    assert.equal(scaling.points.length, 3);
  });

  it("refuses a model of one round of four points", () => {
    const scaling = scalingOf(factsOf(sweep([1, 2, 4, 8], 1, (n) => 60 / n + 4)));
    assert.equal(scaling?.refused, "4 heats are too few to tell the scaling models apart; race more rounds");
  });

  it("refuses a choice between fewer than two models, the wave model among them", () => {
    const cluster = { kubernetesVersion: "v1.34.4", allocatableCpu: 2 };
    const samples = sweep([1, 2, 4, 5, 10], 1, (n) => 60 / n + 4, { completions: 10, items: 10 });
    const scaling = scalingOf(factsOf(samples, { cluster }));
    assert.equal(scaling?.refused, "5 heats are too few to tell the scaling models apart; race more rounds");
    assert.equal(scaling.chosen, undefined);
  });

  it("refuses a model where the wave model has nothing to tell apart", () => {
    const scaling = scalingOf(factsOf(sweep([5, 6, 7, 9], 3, (n) => 60 / n, { completions: 10, items: 10 })));
    assert.match(scaling?.refused ?? "", /^the raced parallelisms all need equally many waves/);
  });

  it("refuses a poor fit", () => {
    const zigzag = [10, 40, 12, 45, 11];
    const scaling = scalingOf(factsOf(sweep([1, 2, 3, 4, 5], 3, (n) => zigzag[n - 1] ?? NaN)));
    assert.match(scaling?.refused ?? "", /^no scaling model fits: the best one misses the lanes' times by \d+ %/);
    assert.equal(scaling?.bestParallelism, 1);
  });

  it("has speedups and efficiencies against the smallest parallelism", () => {
    const scaling = scalingOf(factsOf(sweep([2, 4], 2, (n) => 40 / n)));
    assert.deepEqual(
      scaling?.points.map(({ parallelism, speedup, efficiency }) => [parallelism, speedup, efficiency]),
      [
        [2, 1, 1],
        [4, 2, 1],
      ],
    );
  });

  it("takes lanes whose pods all run at once as a sweep too", () => {
    const samples = [1, 2, 4, 8].flatMap((n) => sweep([n], 3, () => 40 / n + 3, { completions: n, items: 8 }));
    const scaling = scalingOf(factsOf(samples));
    assert.equal(scaling?.refused, undefined);
    assert.equal(scaling?.bestParallelism, 8);
  });

  it("fits no model to lanes that waited for room: they did not run at their parallelism", () => {
    const facts = factsOf(sweep([1, 2, 4, 8, 16], 5, (n) => 5 + 60 / Math.min(n, 4)));
    const lanes = facts.lanes.map((lane) => ((lane.parallelism ?? 0) > 4 ? { ...lane, fitAtOnce: 4 } : lane));
    assert.notDeepEqual(scalingOf(facts)?.models, []);
    const scaling = scalingOf({ ...facts, lanes });
    assert.equal(scaling?.points.length, 5);
    assert.equal(
      scaling.refused,
      "a scaling model needs at least 4 different parallelisms, and the race has 3 at which as many pods ran as were asked for",
    );
    assert.equal(scaling.bestParallelism, 4);
  });

  it("is absent without a sweep", () => {
    assert.equal(scalingOf(factsOf(sweep([5], 3, () => 10))), undefined);
    assert.equal(scalingOf(factsOf([])), undefined);
  });
});
