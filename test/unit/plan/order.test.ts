import assert from "node:assert/strict";
import fc from "fast-check";
import { orderRounds, orders, seedOf } from "../../../plan/order";

describe("The order of the lanes", () => {
  it("is the same in every round when fixed", () => {
    assert.deepEqual(orderRounds(["a", "b"], 3, "fixed", 1), [["a", "b"], ["a", "b"], ["a", "b"]]); // prettier-ignore
  });

  it("is turned round every other time when alternate", () => {
    assert.deepEqual(orderRounds(["a", "b", "c"], 3, "alternate", 1), [["a", "b", "c"], ["c", "b", "a"], ["a", "b", "c"]]); // prettier-ignore
  });

  it("is the same for the same seed when shuffled, and another for another", () => {
    const shuffled = (seed: number) => orderRounds([1, 2, 3, 4, 5, 6], 20, "shuffle", seed);
    assert.deepEqual(shuffled(7), shuffled(7));
    assert.notDeepEqual(shuffled(7), shuffled(8));
  });

  it("puts every lane first about equally often when shuffled", () => {
    const first = orderRounds(["a", "b", "c"], 3_000, "shuffle", 1).map(([lane]) => lane);
    for (const lane of ["a", "b", "c"]) {
      const share = first.filter((it) => it === lane).length / first.length;
      assert.ok(Math.abs(share - 1 / 3) < 0.03, `${lane}: ${share}`);
    }
  });

  it("has every lane once in every round", () => {
    const lanes = fc.uniqueArray(fc.string(), { maxLength: 12 });
    fc.assert(
      fc.property(lanes, fc.nat(20), fc.constantFrom(...orders), fc.nat(), (names, rounds, order, seed) => {
        const ordered = orderRounds(names, rounds, order, seed);
        assert.equal(ordered.length, rounds);
        for (const round of ordered) assert.deepEqual([...round].sort(), [...names].sort());
      }),
      { seed: 20261124 },
    );
  });

  it("has a seed that follows from the run, by the published values of FNV-1a", () => {
    // Test vectors of the authors of FNV, http://www.isthe.com/chongo/tech/comp/fnv/ (fnv_test.c, FNV-1a, 32 bits).
    assert.deepEqual(["", "a", "foobar"].map(seedOf), [0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });
});
