import assert from "node:assert/strict";
import type { FittedModel, Scaling } from "../../../../analysis/results/scaling-results";
import { scalingWords } from "../../../../analysis/advice/scaling-words";

const point = { lane: "p8", parallelism: 8, n: 5, meanSeconds: 10, speedup: 1, efficiency: 1 };
const scaling = (name: FittedModel["name"], parameters: FittedModel["parameters"], rest: Partial<Scaling> = {}) =>
  scalingWords({
    points: [point],
    models: [{ name, parameters, relativeError: 0.02 }],
    chosen: name,
    bestParallelism: 8,
    enoughParallelism: 5,
    ...rest,
  });

describe("The words for a sweep", () => {
  it("name Amdahl's serial part with its interval", () => {
    const serialFraction = { value: 0.12, low: 0.1, high: 0.141 };
    const points = [{ ...point, lane: "p5", parallelism: 5 }, point];
    assert.deepEqual(scaling("amdahl", { serialFraction }, { serialFraction, points }), [
      "By the fit of Amdahl's law, which misses the lanes' times by 2 %, parallelism 5 is enough: the smallest within " +
        "5 % of the fastest (8).",
      "The times fit a curve in which 12 % (10 to 14 %) of the time can't be divided.",
    ]);
  });

  it("name what the USL found, and only that", () => {
    const words = (contention: number, coherency: number): string | undefined =>
      scaling("usl", {}, { contention: { value: contention }, coherency: { value: coherency } })[1];
    assert.equal(
      words(0.08, 0.002),
      "The times fit a curve in which 8 % of the time queues for something shared, and each pair of pods costs another 0.2 %.",
    );
    assert.equal(words(0, 0.002), "The times fit a curve in which each pair of pods costs another 0.2 %.");
    assert.equal(words(0, 0), undefined);
  });

  it("name the wave model's prices", () => {
    const parameters = { fixedSeconds: { value: 3.04 }, itemSeconds: { value: 1 }, waveSeconds: { value: 2.5 } };
    assert.match(
      scaling("wave", parameters)[0] ?? "",
      /the wave model, .*, parallelism 5, which was not raced itself, is enough/,
    );
    assert.equal(
      scaling("wave", parameters)[1],
      "The times fit a curve in which a heat pays 3.0 s whatever the parallelism and 2.5 s a wave.",
    );
  });

  it("name equally many waves where they are the reason", () => {
    const parameters = { fixedSeconds: { value: 3 }, itemSeconds: { value: 1 }, waveSeconds: { value: 3.1 } };
    const of = (...parallelisms: number[]) => ({
      points: parallelisms.map((parallelism) => ({ ...point, lane: `p${parallelism}`, parallelism, completions: 10 })),
    });
    assert.equal(
      scaling("wave", parameters, of(1, 2, 5, 9))[1],
      "The times fit a curve in which waves count, and parallelism 9 needs as many: 2.",
    );
    assert.match(scaling("wave", parameters, of(1, 2, 5, 10))[1] ?? "", /in which a heat pays 3 s whatever/);
  });

  it("say that nothing wider was raced where the widest lane is the one to take", () => {
    const points = [
      { ...point, lane: "p1", parallelism: 1 },
      { ...point, speedup: 6.54 },
    ];
    const serialFraction = { value: 0.03 };
    assert.equal(
      scaling("amdahl", { serialFraction }, { serialFraction, points, enoughParallelism: 8 })[1],
      "Nothing wider was raced; 8 at once was 6.5 times as fast as 1.",
    );
  });

  it("leave out what is too small to matter", () => {
    const serialFraction = { value: 0.0009 };
    assert.equal(scaling("amdahl", { serialFraction }, { serialFraction }).length, 1);
    assert.equal(scaling("usl", {}, { contention: { value: 0.005 }, coherency: { value: 0.0008 } }).length, 1);
    const parameters = { fixedSeconds: { value: 0.07 }, itemSeconds: { value: 1 }, waveSeconds: { value: 8 } };
    assert.equal(scaling("wave", parameters)[1], "The times fit a curve in which a heat pays 8 s a wave.");
  });

  it("are none where two lanes happen to differ in their parallelism alone", () => {
    const points = [{ ...point, parallelism: 1 }, point];
    assert.deepEqual(scaling("wave", {}, { refused: "too few points", models: [], points }), []);
  });

  it("say that pods share CPUs only where their laps show it", () => {
    const cpuCap = { parallelism: 2, kind: "shared" as const, allocatableCpu: 2 };
    assert.equal(
      scaling("wave", {}, { cpuCap: { ...cpuCap, lapStretch: 3.9 } }).at(-1),
      "The cluster has 2 allocatable CPUs: beyond 2 at once, pods share them (an item took 3.9 times as long with up to " +
        "8 at once), and more parallelism saves waves but no work.",
    );
    assert.match(
      scaling("wave", {}, { cpuCap: { ...cpuCap, parallelism: 1, allocatableCpu: 1 } }).at(-1) ?? "",
      /^The cluster has 1 allocatable CPU: /,
    );
    assert.equal(
      scaling("wave", {}, { cpuCap }).at(-1),
      "The cluster has 2 allocatable CPUs: if the pods are CPU-bound, they share them beyond 2 at once, and more " +
        "parallelism saves waves but no work.",
    );
  });

  it("name no fastest parallelism without a model, but why there is none", () => {
    assert.deepEqual(scaling("wave", {}, { refused: "too few points", models: [], enoughParallelism: 8 }), [
      "No scaling model: too few points.",
    ]);
  });
});
