import fc from "fast-check";
import assert from "node:assert/strict";
import { analyse } from "../../../analysis/analyse";
import type { RecordedHeat } from "../../../analysis/results/results";
import { banner } from "../../../report/formats/banner";
import { headline } from "../../../report/headline";
import { simulatedHeat } from "../../fixtures/results/simulated-heat";
import { near, seeded } from "./statistics/random";
import { anyHeat, numbersIn } from "./random-heats";
import { total } from "./total";

const oneshot = { lane: "oneshot", items: 10, completions: 1, parallelism: 1 };
const parallel = { lane: "parallel", items: 10, completions: 10, parallelism: 5 };

describe("The analysis", () => {
  it("of one round has a speedup with the interval of its items, and no spread anywhere", () => {
    const results = analyse({ heats: [simulatedHeat(oneshot, 1), simulatedHeat(parallel, 1)] });
    assert.equal(results.speedup?.verdict, "parallel faster");
    assert.equal(results.speedup.basis, "items");
    assert.equal(
      results.verdict?.sentence,
      "parallel was faster in this one round: 1.40 times as fast as oneshot (95 % sure: 1.21 to 1.61).",
    );
    assert.ok(!JSON.stringify(results).includes("stddevSeconds"));
    assert.equal(results.measure.field, "heatSeconds");
    // 0.1 + 0.01 + 0.8 + 8 + 2.4 without the 0.1 before the first pod; two waves of one lap.
    near(results.lanes[0]?.heat?.meanSeconds, 11.21, 1e-4);
    near(results.lanes[1]?.heat?.meanSeconds, 2 * (0.81 + 0.8 + 2.4), 1e-4);
  });

  it("leaves disturbed heats and the warm-up out of every statistic, and keeps the disturbed ones", () => {
    const disturbed = { ...simulatedHeat(parallel, 2), durationSeconds: 999, disturbances: ["1 pod was evicted."] };
    const heats = [0, 1, 2].map((round) => simulatedHeat(oneshot, round));
    const results = analyse({ heats: [...heats, simulatedHeat(parallel, 1), disturbed] });
    assert.deepEqual(
      results.lanes.map(({ name, n, disturbed: out }) => [name, n, out]),
      [
        ["oneshot", 2, 0],
        ["parallel", 1, 1],
      ],
    );
    assert.equal(results.speedup?.n, 1);
    assert.notEqual(results.lanes[1]?.maxSeconds, 999);
    assert.equal(results.heats.length, 4);
  });

  it("takes the lanes in the given order", () => {
    const lanes = [{ name: "parallel" }, { name: "oneshot" }, { name: "unraced" }];
    const results = analyse({ lanes, heats: [simulatedHeat(oneshot, 1), simulatedHeat(parallel, 1)] });
    assert.deepEqual(
      results.lanes.map((lane) => lane.name),
      ["parallel", "oneshot", "unraced"],
    );
    assert.equal(results.speedup?.serial, "parallel");
    assert.equal(results.lanes[2]?.n, 0);
    assert.equal(results.lanes[2].medianSeconds, undefined);
  });

  it("records the settings it knows, and nothing else", () => {
    const settings = { rounds: 2, currency: "EUR", token: "secret" };
    assert.deepEqual(analyse({ settings, heats: [] }).settings, { rounds: 2, currency: "EUR" });
  });

  it("records the lanes as they were raced, and the sweep", () => {
    const lane = { name: "oneshot", completions: 1, parallelism: 1 };
    const settings = { sweep: [1, 2], lanes: [{ ...lane, manifest: {} }, { name: "own" }] };
    assert.deepEqual(analyse({ settings, heats: [] }).settings, { sweep: [1, 2], lanes: [lane, { name: "own" }] });
  });

  it("compares the Durations if one valid heat has nothing better", () => {
    const bare: RecordedHeat = { lane: "parallel", round: 1, durationSeconds: 10 };
    const results = analyse({ heats: [{ ...simulatedHeat(oneshot, 1), durationSeconds: 12 }, bare] });
    assert.equal(results.measure.field, "durationSeconds");
    near(results.speedup?.value, 1.2);
  });

  it("has bounds that separate what the laps allowed from what Kubernetes cost", () => {
    const [serial, split] = analyse({ heats: [simulatedHeat(oneshot, 1), simulatedHeat(parallel, 1)] }).lanes;
    near(serial?.bounds?.lapsAllowedSeconds, 8, 1e-5);
    near(split?.bounds?.lapsAllowedSeconds, 1.6, 1e-5);
    near(split?.bounds?.kubernetesCostSeconds, 8.02 - 1.6, 1e-4);
    near(split?.bounds?.workPerCpuSeconds, 4, 1e-5);
    near(split?.bounds?.longestLapSeconds, 0.8, 1e-5);
  });

  it("gives the same results for the same heats", () => {
    const heats = [1, 2, 4, 8].flatMap((n) =>
      [1, 2, 3].map((round) => simulatedHeat({ ...parallel, lane: `p${n}`, parallelism: n }, round)),
    );
    assert.deepEqual(analyse({ heats }), analyse({ heats }));
  });

  it("of its own JSON is the same again", () => {
    const random = seeded(5);
    const heats = [1, 2, 3].flatMap((round) =>
      [oneshot, parallel].map((split) => simulatedHeat(split, round, { lap: random.exponential })),
    );
    const results = analyse({ heats });
    const { settings, lanes, heats: recorded } = JSON.parse(JSON.stringify(results)) as typeof results;
    assert.deepEqual(analyse({ settings, lanes, heats: recorded }), results);
  });

  it("of 2,000 pods takes under 2 s of CPU and has a headline of under 2 KB", () => {
    const random = seeded(6);
    const sweep = [1, 10, 50, 100, 200].flatMap((parallelism) =>
      [1, 2].map((round) =>
        simulatedHeat({ lane: `parallel-p${parallelism}`, items: 400, completions: 200, parallelism }, round, {
          lap: random.exponential,
        }),
      ),
    );
    assert.equal(sweep.flatMap((heat) => heat.pods).length, 2000);
    const before = process.cpuUsage();
    const results = analyse({ heats: sweep });
    const outputs = headline(results);
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    assert.ok(seconds < 2, `Expected less than 2 s, took ${seconds} s.`);
    assert.ok(JSON.stringify(outputs).length < 2_000);
  });
});

describe("Any heats at all", () => {
  it("are analysed and reported without a crash, a NaN or an Infinity", () => {
    fc.assert(
      fc.property(
        fc.array(anyHeat, { maxLength: 24 }),
        fc.option(fc.nat(30), { nil: undefined }),
        (heats, deadline) => {
          const settings = { cpuHourPrice: 0.04, ...(deadline !== undefined && { deadlineSeconds: deadline }) };
          const results = analyse({ heats, settings });
          assert.ok(numbersIn(results).every(Number.isFinite));
          assert.doesNotMatch(`${banner(results)}${JSON.stringify(headline(results))}`, /NaN|Infinity|undefined|null/);
          assert.ok(
            banner(results)
              .split("\n")
              .every((line) => line.length <= 100),
            banner(results),
          );
        },
      ),
      { numRuns: 300, seed: 42 },
    );
  });

  it("have phases that add up to the heat's time", () => {
    fc.assert(
      fc.property(anyHeat, (heat) => {
        for (const { phases, heatSeconds, clockSkewSeconds } of analyse({ heats: [{ ...heat, round: 1 }] }).heats) {
          // Clocks that contradict each other leave a time, but no parts of it.
          assert.equal(phases === undefined, heatSeconds === undefined || clockSkewSeconds !== undefined);
          if (!phases || heatSeconds === undefined) continue;
          assert.ok(Math.abs(total(phases) - heatSeconds) < 1e-5);
          assert.ok(Object.values(phases).every((seconds) => seconds >= 0));
        }
      }),
      { numRuns: 1000, seed: 43 },
    );
  });
});
