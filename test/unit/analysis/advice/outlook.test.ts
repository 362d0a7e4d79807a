import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { outlookWords } from "../../../../analysis/advice/outlook-words";
import { simulatedHeat, type Split } from "../../../fixtures/results/simulated-heat";

const oneshot: Split = { lane: "oneshot", items: 10, completions: 1, parallelism: 1 };
const parallel: Split = { lane: "parallel", items: 10, completions: 10, parallelism: 5 };
/** The same items one after the other, each in a pod of its own. */
const oneByOne: Split = { ...parallel, lane: "serial", parallelism: 1 };
const twoByTwo: Split = { ...parallel, parallelism: 2 };

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
  it("is a guess when it comes from one round", () => {
    const { text, prediction, breakEvenItems } = advice(oneshot, parallel, [0.3, 0.3]);
    assert.match(
      text,
      / A guess from one round: with 40 items it would be about 1\.\d times as fast; it should be the/,
    );
    assert.deepEqual(Object.keys(prediction ?? {}), ["items", "speedup"]);
    assert.equal(breakEvenItems, 20);
  });

  it("has no interval, whose rounds would not say how wrong the line is", () => {
    const { text, prediction } = advice(oneshot, parallel, [0.8, 0.8], [0.9, 0.8], [1, 0.8]);
    assert.match(text, / With 40 items it would be about 3\.0 times as fast\.$/);
    assert.deepEqual(Object.keys(prediction ?? {}), ["items", "speedup"]);
  });

  it("says from where on a lane wins that is faster already", () => {
    const lines = advice(oneshot, { ...parallel, completions: 5 }, [1.2, 0.8], [1.2, 0.8]);
    assert.match(lines.text, /times as fast; it should be the faster one from about 5 items on\./);
  });

  it("claims no win where the lines alone would let a lane win that lost", () => {
    const outlook = {
      rounds: 3,
      items: 10,
      gain: "some" as const,
      evenItems: 10,
      prediction: { items: 40, speedup: 2 },
    };
    assert.equal(outlookWords(outlook, "a", "b", false), "With 40 items it would be about 2 times as fast.");
    assert.equal(
      outlookWords({ ...outlook, evenItems: 20 }, "a", "b", false),
      "With 40 items it would be about 2 times as fast; it should be the faster one from about 20 items on.",
    );
  });

  it("says so where that is the case from the first item on", () => {
    const outlook = {
      rounds: 3,
      items: 10,
      gain: "some" as const,
      evenItems: 1,
      prediction: { items: 40, speedup: 2 },
    };
    assert.equal(
      outlookWords(outlook, "a", "b", true),
      "With 40 items it would be about 2 times as fast; it should be the faster one from the first item on.",
    );
  });

  it("is unsure, and has no break-even, where the gain may be none", () => {
    const laps = [[0.8, 1], [1, 0.6], [0.9, 0.8], [1.1, 0.7]] as const; // prettier-ignore
    const { text, prediction, breakEvenItems } = advice(oneshot, { ...parallel, parallelism: 1 }, ...laps);
    assert.match(
      text,
      / With 40 items it would be about 0\.\d+ times as fast, but the rounds differ too much to be sure\./,
    );
    assert.ok(prediction);
    assert.equal(breakEvenItems, undefined);
  });

  it("names the number of items that would not do, where the break-even lies far above", () => {
    const far = advice(oneshot, parallel, [0.001, 0.001], [0.001, 0.001]);
    assert.match(far.text, / It would take more than 1,000 items \(100 times as many\) for parallel to win\.$/);
    assert.equal(far.breakEvenItems, undefined);
    const guess = advice(oneshot, parallel, [0.001, 0.001]).text;
    assert.match(guess, / A guess from one round: it would take more than 1,000 items /);
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
    assert.doesNotMatch(words(0.8), /more items|items it would/i);
    assert.match(words(60), /With 40 items it would be about/);
  });

  it("is withheld where the rounds differ too much", () => {
    const { text, prediction, breakEvenItems } = advice(oneshot, parallel, [0.5, 1.2], [1, 1.2], [2, 0.3]);
    assert.match(text, / What more items would change can't be told from 3 rounds: they differ too much\./);
    assert.equal(prediction, undefined);
    assert.equal(breakEvenItems, undefined);
  });

  it("is hardly anything where an item takes both lanes about as long", () => {
    const pair = [1, 0.999] as const;
    const { text, prediction } = advice(oneshot, { ...parallel, parallelism: 1 }, pair, pair);
    assert.match(text, / More items would hardly help: an item took both lanes about as long\./);
    assert.equal(prediction, undefined);
    assert.match(
      advice(oneByOne, twoByTwo, [1, 2.02]).text,
      / one round: more items would hardly change that: an item/,
    );
  });

  it("is no wider lead, and no win, where an item takes longer", () => {
    const faster = advice(oneByOne, twoByTwo, [1, 2.4], [1, 2.3], [1, 2.4]);
    assert.match(
      faster.text,
      /parallel was faster here, although .* More items would not widen its lead, as each of them/,
    );
    const slower = advice(oneshot, twoByTwo, [1, 2.4], [1, 2.3], [1, 2.4]);
    assert.match(slower.text, / More items would not make parallel win, as each of them took it longer than oneshot\./);
    assert.match(advice(oneshot, twoByTwo, [1, 2.4]).text, / A guess from one round: more items would not make/);
  });
});

describe("What can't be told", () => {
  it("names its rounds, of one no differences between them", () => {
    const words = (rounds: number) => outlookWords({ rounds, items: 10, gain: "unknown" }, "a", "b", false);
    assert.equal(words(1), "What more items would change can't be told from one round.");
    assert.equal(words(2), "What more items would change can't be told from 2 rounds: they differ too much.");
  });
});
