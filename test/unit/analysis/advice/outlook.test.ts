import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { outlookWords } from "../../../../analysis/advice/outlook-words";
import { simulatedHeat, type Split } from "../../../fixtures/results/simulated-heat";

const oneshot: Split = { lane: "oneshot", items: 10, completions: 1, parallelism: 1 };
const parallel: Split = { lane: "parallel", items: 10, completions: 10, parallelism: 5 };

/** What the race says to change, from each round's seconds an item in the two lanes. */
function advice(serial: Split, other: Split, ...laps: (readonly [number, number])[]) {
  const heats = laps.flatMap(([slow, fast], index) => [
    simulatedHeat(serial, index + 1, { lap: () => slow }),
    simulatedHeat(other, index + 1, { lap: () => fast }),
  ]);
  const { recommendation } = analyse({ heats });
  assert.ok(recommendation);
  return { ...recommendation, text: recommendation.words.join(" ") };
}

describe("What more items would change", () => {
  it("is a range, also after one round", () => {
    const { text, prediction, breakEvenItems } = advice(oneshot, parallel, [0.3, 0.3]);
    assert.match(
      text,
      / With 40 items parallel would be about 1\.7 times as fast \(90 % sure: 1\.\d to (1\.\d|2(\.0)?)\); it should be the faster one from about 20 items on/,
    );
    // 3.21 s and 0.3 s an item against 6.42 s and 0.06 s an item.
    assert.ok(
      prediction && Math.abs(prediction.speedup - (3.21 + 12) / (6.42 + 2.4)) < 0.03,
      JSON.stringify(prediction),
    );
    assert.ok(prediction.low < prediction.speedup && prediction.speedup < prediction.high);
    assert.equal(breakEvenItems, 20);
  });

  it("says from where on a lane wins that is faster already", () => {
    const lines = advice(oneshot, { ...parallel, completions: 5 }, [1.2, 1.2], [1.2, 1.2]);
    assert.match(lines.text, /; it should be the faster one from about 5 items on\./);
  });

  it("warns of more items where even a hundred times as many would not do", () => {
    const far = advice(oneshot, parallel, [0.001, 0.001], [0.001, 0.001]);
    assert.match(
      far.text,
      / More items are not enough: with 1,000 items parallel would be about 0\.\d+ times as fast \(/,
    );
    assert.equal(far.breakEvenItems, undefined);
  });

  it("is not mentioned where more items would change next to nothing", () => {
    const pair = [1, 1] as const;
    const { text, prediction } = advice(oneshot, { ...oneshot, lane: "other" }, pair, pair);
    assert.doesNotMatch(text, /items/);
    assert.ok(prediction && prediction.low < 1 && prediction.high > 1);
  });

  it("is left out where the laps are unknown and the clock's second is as long as the work", () => {
    const silent = (split: Split, round: number, seconds: number) => {
      const heat = simulatedHeat(split, round, { lap: () => seconds });
      const pods = heat.pods.map(({ name, uid, createdAt, startedAt = "", finishedAt = "", phase, restarts }) => ({
        ...{ name, uid, createdAt, startedAt, finishedAt, phase, restarts },
        itemsAt: [],
      }));
      return { ...heat, pods };
    };
    const words = (seconds: number): string => {
      const heats = [1, 2].flatMap((round) => [oneshot, parallel].map((split) => silent(split, round, seconds)));
      return analyse({ heats }).recommendation?.words.join(" ") ?? "";
    };
    assert.match(words(0.8), /was (not )?(detectably )?faster here/);
    assert.doesNotMatch(words(0.8), /With 40 items/);
    assert.match(words(25), /With 40 items parallel would be about/);
  });
});

describe("The words for more items", () => {
  const prediction = { items: 40, speedup: 2, low: 1.5, high: 2.6 };
  const words = (evenItems: { items: number; fewest: number; most?: number }, faster = false): string =>
    outlookWords({ gain: "some", evenItems, prediction }, { parallel: "b", items: 10, faster }).join(" ");

  it("claim no win where the model alone would let a lane win that lost", () => {
    const only = "With 40 items b would be about 2 times as fast (90 % sure: 1.5 to 2.6).";
    assert.equal(words({ items: 10, fewest: 10, most: 10 }), only);
    assert.equal(words({ items: 10, fewest: 10, most: 10 }, true), only);
  });

  it("say between which numbers of items the lanes are even", () => {
    assert.match(words({ items: 20, fewest: 10, most: 40 }), /from about 20 items on \(from 10 to 40\)\.$/);
    assert.match(words({ items: 20, fewest: 10 }), /from about 20 items on \(from 10 or far more\)\.$/);
    assert.match(words({ items: 20, fewest: 20, most: 20 }), /from about 20 items on\.$/);
    assert.match(words({ items: 1, fewest: 1, most: 1 }, true), /from the first item on\.$/);
  });

  it("are none where nobody can say", () => {
    assert.deepEqual(outlookWords({ gain: "unknown" }, { parallel: "b", items: 10, faster: false }), []);
  });
});
