import assert from "node:assert/strict";
import { analyse } from "../../../analysis/analyse";
import { simulatedHeat, type Split } from "../../fixtures/results/simulated-heat";
import { near } from "./random";

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
    assert.match(text, / A guess from one round: with 40 items it would be about 1\.\d times as fast; the two break/);
    assert.ok(prediction && !("low" in prediction));
    assert.equal(breakEvenItems, 20);
  });

  it("has an interval over the rounds", () => {
    const { text, prediction } = advice(oneshot, parallel, [0.8, 0.8], [0.9, 0.8], [1, 0.8]);
    assert.match(text, / With 40 items it would be about 3\.0 times as fast \(95 % sure: 2\.\d to 3\.\d\)\./);
    near(prediction?.confidence, 0.95);
    assert.ok(prediction?.low && prediction.high && prediction.low < 3 && prediction.high > 3);
  });

  it("says from where on a lane wins that is faster already", () => {
    const lines = advice(oneshot, { ...parallel, completions: 5 }, [1.2, 0.8], [1.2, 0.8]);
    assert.match(lines.text, /times as fast; it wins from about 5 items on\./);
  });

  it("has an interval, but no break-even, where the gain may be none", () => {
    const laps = [[0.8, 1], [1, 0.6], [0.9, 0.8], [1.1, 0.7]] as const; // prettier-ignore
    const { text, prediction, breakEvenItems } = advice(oneshot, { ...parallel, parallelism: 1 }, ...laps);
    assert.match(text, / With 40 items it would be about 0\.\d+ times as fast \(95 % sure: 0\.\d+ to \d\.\d+\)\./);
    assert.ok(prediction?.low);
    assert.equal(breakEvenItems, undefined);
  });

  it("is withheld where the rounds differ too much", () => {
    const { text, prediction, breakEvenItems } = advice(oneshot, parallel, [0.5, 1.2], [1, 1.2], [2, 0.3]);
    assert.match(text, / What more items would change can't be told from 3 rounds: their laps differ too much\./);
    assert.equal(prediction, undefined);
    assert.equal(breakEvenItems, undefined);
  });

  it("is hardly anything where an item takes both lanes about as long", () => {
    const { text, prediction } = advice(oneshot, { ...parallel, parallelism: 1 }, [1, 0.999]);
    assert.match(text, / More items would hardly help: an item took both lanes about as long\./);
    assert.equal(prediction, undefined);
    assert.match(advice(oneByOne, twoByTwo, [1, 2.02]).text, / More items would hardly change that: an item took both/);
  });

  it("is no wider lead, and no win, where an item takes longer", () => {
    const faster = advice(oneByOne, twoByTwo, [1, 2.4], [1, 2.3], [1, 2.4]);
    assert.match(
      faster.text,
      /parallel was faster here, although .* More items would not widen its lead: each of them/,
    );
    const slower = advice(oneshot, twoByTwo, [1, 2.4], [1, 2.3], [1, 2.4]);
    assert.match(slower.text, / More items would not make parallel win: each of them took it longer than oneshot\./);
  });
});

describe("The recommended lane", () => {
  const sweep = (settings: object, lap = () => 5, widest = 10) => {
    const lanes = [
      oneshot,
      ...[1, 2, widest].map((parallelism) => ({ ...parallel, lane: `p${parallelism}`, parallelism })),
    ];
    return analyse({ settings, heats: lanes.map((lane) => simulatedHeat(lane, 1, { lap })) }).recommendation;
  };

  it("and the recommended parallelism are one choice", () => {
    const free = sweep({});
    assert.deepEqual([free?.lane, free?.parallelism], ["p10", 10]);
    const quick = sweep({}, () => 0.1, 5);
    assert.deepEqual([quick?.lane, quick?.parallelism], ["oneshot", 1]);
    assert.match(quick?.words.at(-1) ?? "", /^But oneshot, with another number of pods, was faster on average/);
    const cheap = sweep({ deadlineSeconds: 60 });
    assert.deepEqual([cheap?.lane, cheap?.parallelism], ["oneshot", 1]);
  });
});
