import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import type { RecordedHeat } from "../../../../analysis/results/results";
import { seeded } from "../../../../analysis/statistics/random";
import { simulatedHeat, type Split } from "../../../fixtures/results/simulated-heat";

const oneshot: Split = { lane: "oneshot", items: 10, completions: 1, parallelism: 1 };
const parallel: Split = { lane: "parallel", items: 10, completions: 10, parallelism: 5 };
const lanes = [oneshot, ...[1, 2, 10].map((n) => ({ ...parallel, lane: `p${n}`, parallelism: n }))];

/** What is recommended after these rounds of constant laps. */
const sweep = (settings: object, lap: number, raced = lanes) =>
  analyse({
    settings,
    heats: [1, 2, 3].flatMap((round) => raced.map((lane) => simulatedHeat(lane, round, { lap: () => lap }))),
  }).recommendation;

/** Heats made by hand, without pods. */
const byHand = (seconds: Readonly<Record<number, readonly number[]>>): RecordedHeat[] =>
  Object.entries(seconds).flatMap(([parallelism, all]) =>
    all.map((durationSeconds, index) => ({
      ...{ lane: `p${parallelism}`, round: index + 1, durationSeconds, items: 60, completions: 60 },
      parallelism: Number(parallelism),
    })),
  );

describe("The recommended lane", () => {
  it("is the fastest where every other one is detectably slower", () => {
    const free = sweep({}, 5);
    assert.deepEqual([free?.lane, free?.parallelism, free?.alike], ["p10", 10, undefined]);
    assert.match(free?.words.join(" ") ?? "", /p10 is the fastest lane: every other one was detectably slower\./);
  });

  it("may be one with another number of pods than the sweep's", () => {
    const quick = sweep({}, 0.01, lanes.slice(0, 3));
    assert.deepEqual([quick?.lane, quick?.parallelism], ["oneshot", 1]);
  });

  it("is the smallest of those that can't be told from the fastest, which are named", () => {
    const random = seeded(6);
    const flat = (): number[] => [1, 2, 3, 4, 5].map(() => 600 * Math.exp(0.15 * random.normal()));
    const heats = byHand({ 1: flat(), 2: flat(), 3: flat(), 4: flat(), 6: flat(), 12: flat() });
    const { recommendation } = analyse({ heats });
    assert.deepEqual([recommendation?.lane, recommendation?.parallelism], ["p1", 1]);
    assert.deepEqual(recommendation?.alike, ["p1", "p2", "p3", "p4", "p6", "p12"]);
    assert.match(
      recommendation.words.join(" "),
      /The fastest may be p1, p2, p3, p4, p6 or p12: 5 rounds can't tell them apart\. Of these, p1 has the smallest parallelism\./,
    );
  });

  it("is one of several after one round too, by the laps' luck", () => {
    const random = seeded(5);
    const heats = lanes.map((lane) => simulatedHeat(lane, 1, { lap: () => 1.2 * (0.2 + 0.8 * random.exponential()) }));
    const { recommendation } = analyse({ heats });
    assert.deepEqual(recommendation?.alike, ["oneshot", "p10"]);
    assert.deepEqual([recommendation.lane, recommendation.parallelism], ["oneshot", 1]);
    assert.match(recommendation.words.join(" "), /may be oneshot or p10: 1 round can't tell them apart/);
  });

  it("of one round without laps is no lane that takes more than twice as long", () => {
    const { recommendation } = analyse({ heats: byHand({ 1: [900], 2: [420], 3: [400], 6: [390] }) });
    assert.deepEqual(recommendation?.alike, ["p2", "p3", "p6"]);
    assert.equal(recommendation.lane, "p2");
  });

  it("is the cheapest that meets a deadline, and those that can't be told from it are named", () => {
    const cheap = sweep({ deadlineSeconds: 200 }, 5);
    assert.deepEqual([cheap?.lane, cheap?.parallelism], ["oneshot", 1]);
    const text = cheap?.words.join(" ") ?? "";
    assert.match(text, /In time, within 200 s: oneshot in 3 of 3 heats, p1 in 3 of 3 heats/);
    assert.match(text, /The cheapest lane that will meet the deadline of 200 s, 95 % sure, is oneshot: /);
  });
});
