import assert from "node:assert/strict";
import fc from "fast-check";
import { mean } from "simple-statistics";
import { bothWays, sharesOf } from "../../../../analysis/lane/pulling";
import { seeded } from "../../../../analysis/statistics/random";

const ownCpus = { cpus: Infinity, takeSeconds: 0 };

describe("Equal parts and a queue", () => {
  it("take what list scheduling by hand takes", () => {
    // Pulled: 3+2+2 beside 3+2.
    assert.deepEqual(bothWays([[3, 3, 2], [2, 2]], ownCpus), { staticSeconds: 8, pulledSeconds: 7 }); // prettier-ignore
    // Each of the first worker's items costs half a second more to take: 3.5+2.5 beside 3.5+2.5+2.5.
    assert.equal(bothWays([[3, 3, 2], [2, 2]], { cpus: Infinity, takeSeconds: 0.5 }).pulledSeconds, 8.5); // prettier-ignore
  });

  it("take the same on one CPU, which is never idle: what one worker does not use the others do", () => {
    assert.deepEqual(bothWays([[3, 3, 2], [2, 2]], { cpus: 1, takeSeconds: 0 }), { staticSeconds: 12, pulledSeconds: 12 }); // prettier-ignore
  });

  it("share the CPUs as long as more workers run than there are", () => {
    // Four workers of 1, 2, 3 and 4 on two CPUs: at half speed for 1, at two thirds for 1, then at full speed.
    assert.equal(bothWays([[1], [2], [3], [4]], { cpus: 2, takeSeconds: 0 }).staticSeconds, 2 + 1.5 + 1 + 1);
  });

  it("take as much longer than the ideal as simulations of such items say", () => {
    const over = (items: number, workers: number) => {
      const random = seeded(7);
      const races = Array.from({ length: 2_000 }, () => {
        const shares = Array.from({ length: workers }, () =>
          Array.from({ length: items / workers }, () => random.gamma(0.71)),
        );
        const ideal = shares.flat().reduce((a, b) => a + b) / workers;
        const { staticSeconds, pulledSeconds } = bothWays(shares, ownCpus);
        return [staticSeconds / ideal, pulledSeconds / ideal] as const;
      });
      return [mean(races.map(([it]) => it)), mean(races.map(([, it]) => it))] as const;
    };
    for (const [items, workers, equal, pulled] of [
      [10, 5, 1.63, 1.44],
      [100, 10, 1.37, 1.13],
    ] as const) {
      // prettier-ignore
      const found = over(items, workers);
      assert.ok(Math.abs(found[0] - equal) < 0.05 && Math.abs(found[1] - pulled) < 0.05, found.join(" "));
    }
  });
});

describe("The work of items", () => {
  it("is less than what they took while CPUs were shared", () => {
    const workers = [
      { start: 0, ends: [2, 3] },
      { start: 0, ends: [2] },
    ];
    assert.deepEqual(sharesOf(workers, 1), [[1, 1], [1]]);
    assert.deepEqual(sharesOf(workers, 2), [[2, 1], [2]]);
  });

  it("takes, done again in the same parts, as long as it was seen to take", () => {
    const lap = fc.double({ min: 0.01, max: 5, noNaN: true });
    const workers = fc.array(fc.array(lap, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(workers, fc.integer({ min: 1, max: 8 }), (laps, cpus) => {
        const seen = laps.map((own) => ({ start: 7, ends: own.map((_, at) => 7 + own.slice(0, at + 1).reduce((a, b) => a + b)) })); // prettier-ignore
        const last = Math.max(...seen.flatMap(({ ends }) => ends));
        const { staticSeconds } = bothWays(sharesOf(seen, cpus), { cpus, takeSeconds: 0 });
        assert.ok(Math.abs(staticSeconds - (last - 7)) < 1e-6);
      }),
    );
  });
});
