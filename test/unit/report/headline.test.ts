import assert from "node:assert/strict";
import { analyse } from "../../../analysis/analyse";
import { headline } from "../../../report/headline";
import { oneshot, parallel, race, sweepOf } from "./races";

/** Pulumi shows an object as indented JSON is: each value and each bracket on a line of its own. */
const linesOf = (value: unknown) => JSON.stringify(value, undefined, 2).split("\n").length;

/** The other outputs: two cut texts of three lines and the dots, four short ones, and the title. */
const OTHERS = 13;

describe("The headline", () => {
  it("has the verdict, the speedup with its interval, each lane's median, and what to change", () => {
    const results = race([oneshot, parallel], 5, { rounds: 5 });
    const { speedup, lanes, recommendation } = results;
    assert.ok(speedup?.low !== undefined && recommendation);
    const found = headline(results);
    assert.equal(found.schemaVersion, 1);
    assert.equal(found.verdict, speedup.verdict);
    const { serial, value, low, high, confidence } = speedup;
    assert.deepEqual(found.speedup, { serial, parallel: speedup.parallel, value, low, high, confidence });
    assert.deepEqual(found.lanes, {
      oneshot: { medianSeconds: lanes[0]?.heat?.medianSeconds },
      parallel: { medianSeconds: lanes[1]?.heat?.medianSeconds },
    });
    assert.equal(found.recommendation?.words, recommendation.words[0]);
    assert.equal(found.recommendation?.lane, recommendation.lane);
  });

  it("leaves out what one round without laps can't tell", () => {
    const heats = ["oneshot", "parallel"].map((lane) => ({ lane, round: 1, durationSeconds: 12 }));
    const found = headline(analyse({ heats }));
    assert.deepEqual(Object.keys(found.speedup ?? {}), ["serial", "parallel", "value"]);
  });

  it("has no verdict and no medians before the first heat", () => {
    const settings = { lanes: [{ name: "oneshot" }, { name: "parallel" }] };
    assert.deepEqual(headline(analyse({ settings, lanes: settings.lanes, heats: [] })), {
      schemaVersion: 1,
      lanes: { oneshot: {}, parallel: {} },
    });
  });

  it("keeps the outputs below 40 lines for the classic race, and below 60 for a sweep of six", () => {
    const classic = headline(race([oneshot, parallel], 5, { rounds: 5 }));
    const swept = headline(race([oneshot, parallel, ...sweepOf([1, 2, 3, 4, 8, 10])], 5, { rounds: 5 }));
    assert.equal(Object.keys(swept.lanes).length, 8);
    assert.ok(linesOf(classic) + OTHERS < 40, `${linesOf(classic)}`);
    assert.ok(linesOf(swept) + OTHERS < 60, `${linesOf(swept)}`);
  });
});
