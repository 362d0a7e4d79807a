import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import type { RaceSettings, RecordedHeat } from "../../../../analysis/results/results";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";
import { near, seeded } from "../statistics/random";

const heats = [
  simulatedHeat({ lane: "oneshot", items: 10, completions: 1, parallelism: 1 }, 1),
  simulatedHeat({ lane: "parallel", items: 10, completions: 10, parallelism: 5 }, 1),
];
const costOf = (settings: RaceSettings, raced: RecordedHeat[] = heats) => analyse({ settings, heats: raced }).cost;

describe("The cost of a lane", () => {
  it("is what its pods request, for as long as they occupy a node", () => {
    const [oneshot, parallel] = costOf({})?.lanes ?? [];
    // 0.8 s of start and ten laps of 0.8 s; half a CPU and a quarter of a GiB.
    near(oneshot?.podSeconds, 8.8, 1e-4);
    near(oneshot?.cpuSeconds, 4.4, 1e-4);
    near(oneshot?.memoryGiBSeconds, 2.2, 1e-4);
    near(parallel?.podSeconds, 16, 1e-4);
    assert.equal(oneshot?.price, undefined);
    assert.equal(costOf({})?.comparedBy, "cpuSeconds");
    assert.equal(costOf({})?.cheapest, "oneshot");
  });

  it("has a price where prices are set", () => {
    const cost = costOf({ cpuHourPrice: 3.6, memoryGiBHourPrice: 0.36, currency: "EUR" });
    near(cost?.lanes[0]?.price, 4.4 * 0.001 + 2.2 * 0.0001, 1e-4);
    assert.equal(cost?.comparedBy, "price");
    assert.equal(cost.currency, "EUR");
  });

  it("has no price for what the pods don't request", () => {
    const unrequested = heats.map((heat) => ({ ...heat, requests: { memoryBytes: 2 ** 30 } }));
    const cost = costOf({ cpuHourPrice: 3.6 }, unrequested);
    assert.equal(cost?.lanes[0]?.price, undefined);
    assert.equal(cost?.lanes[0]?.cpuSeconds, undefined);
    assert.equal(cost?.comparedBy, "podSeconds");
  });

  it("decides among the lanes that meet the deadline", () => {
    const cost = costOf({ deadlineSeconds: 10 });
    assert.deepEqual(
      cost?.lanes.map((lane) => lane.meetsDeadline),
      [false, true],
    );
    assert.equal(cost.cheapest, "parallel");
    assert.equal(costOf({ deadlineSeconds: 1 })?.cheapest, undefined);
  });

  it("names the lanes that can't be told from the cheapest, also after one round", () => {
    assert.equal(costOf({})?.alike, undefined);
    const uneven = (rounds: number): RecordedHeat[] => {
      const random = seeded(2);
      const splits = [
        { lane: "oneshot", items: 20, completions: 1, parallelism: 1 },
        { lane: "halves", items: 20, completions: 2, parallelism: 2 },
      ];
      return Array.from({ length: rounds }, (_, index) =>
        splits.map((split) => simulatedHeat(split, index + 1, { lap: () => 0.3 + 3 * random.exponential() })),
      ).flat();
    };
    for (const rounds of [1, 4]) {
      const cost = costOf({}, uneven(rounds));
      assert.deepEqual([cost?.cheapest, ...(cost?.alike ?? [])].sort(), ["halves", "oneshot"]);
    }
  });

  it("is absent without pods", () => {
    assert.equal(costOf({}, [{ lane: "a", round: 1, durationSeconds: 3 }]), undefined);
  });
});

describe("The words for cost and deadline", () => {
  const words = (settings: RaceSettings, raced: readonly RecordedHeat[] = heats): string =>
    analyse({ settings, heats: raced }).recommendation?.words.join(" ") ?? "";
  const requesting = (requests: NonNullable<RecordedHeat["requests"]>): RecordedHeat[] =>
    heats.map((heat) => ({ ...heat, requests }));
  const bare = [12, 11].map((durationSeconds, index) => ({ lane: `lane-${index}`, round: 1, durationSeconds }));

  it("say how often each lane was in time, and rely on none that was late", () => {
    assert.equal(
      words({ deadlineSeconds: 5 }, bare),
      "In time, within 5 s: lane-0 in 0 of 1 heat, lane-1 in 0 of 1 heat. No lane can be relied on: the fastest, lane-1, takes 11 s.",
    );
    const { lanes, recommendation } = analyse({ settings: { deadlineSeconds: 5 }, heats: bare });
    assert.deepEqual([lanes[0]?.meetsDeadline, recommendation?.lane], [false, undefined]);
  });

  it("rely on no lane after one heat that says nothing of its luck", () => {
    assert.equal(
      words({ deadlineSeconds: 11 }, bare),
      "In time, within 11 s: lane-0 in 0 of 1 heat, lane-1 in 1 of 1 heat. No lane will be again, 95 % sure; more rounds may show " +
        "it of lane-1.",
    );
    assert.equal(analyse({ settings: { deadlineSeconds: 11 }, heats: bare }).recommendation?.lane, undefined);
  });

  it("recommend a lane whose next heat will be in time, 95 % sure, and none that is late in every other heat", () => {
    const raced = [61, 60, 62, 60, 61].flatMap((durationSeconds, index) => [
      { lane: "steady", round: index + 1, durationSeconds },
      { lane: "late", round: index + 1, durationSeconds: 70 + (index % 2 === 0 ? -15 : 15) },
    ]);
    const { lanes, recommendation } = analyse({ settings: { deadlineSeconds: 70 }, heats: raced });
    assert.deepEqual(
      lanes.map(({ inTime, meetsDeadline }) => [inTime, meetsDeadline]),
      [
        [5, true],
        [3, false],
      ],
    );
    assert.equal(recommendation?.lane, "steady");
    assert.match(
      recommendation.words.join(" "),
      /In time, within 70 s: steady in 5 of 5 heats, late in 3 of 5 heats\. steady will be again, 95 % sure\./,
    );
    // 60.8 s on average; t(0.95, 4) = 2.13 standard deviations of a fresh heat and the mean of five.
    near(lanes[0]?.nextHeatSeconds, 60.8 * Math.exp(2.132 * 0.01375 * Math.sqrt(1.2)), 2e-3);
  });

  it("say why there is no price", () => {
    const both = { cpuHourPrice: 0.04, memoryGiBHourPrice: 0.005 };
    assert.match(
      words(both, requesting({})),
      /No price: the pods request no CPU and no memory \(set resources\.requests/,
    );
    assert.match(words(both, requesting({ memoryBytes: 1 })), /No price: the pods request no CPU \(set resources/);
    const [oneshot, parallel] = heats;
    assert.ok(oneshot && parallel);
    assert.match(
      words(both, [{ ...oneshot, requests: {} }, parallel]),
      /No price: the pods of oneshot request no CPU and/,
    );
    assert.match(words(both, bare), /No price: the times of the pods were not observed\./);
    assert.doesNotMatch(words(both), /No price/);
  });

  it("never print an exponent", () => {
    const price = (cpuHourPrice: number): string =>
      /oneshot: (.*)\.$/.exec(words({ cpuHourPrice, currency: "USD" }))?.[1] ?? "";
    assert.equal(price(3.6e9), "4400000.00 USD a heat");
    assert.equal(price(3.6), "0.0044 USD a heat");
    assert.equal(price(0.04), "0.0489 USD per 1,000 heats");
    assert.equal(price(0.00004), "0.0489 USD per 1,000,000 heats");
  });
});
