import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { banner } from "../../../../report/formats/banner";
import { speedupWords } from "../../../../report/words/speedup-words";

/** The words for hand-made heats of which only the Durations are known, a pair for each round. */
const words = (...durations: (readonly [number, number])[]): string => speedupWords(raceOf(...durations)).join(" ");

function raceOf(...durations: (readonly [number, number])[]) {
  const heats = durations.flatMap(([serial, parallel], index) => [
    { lane: "oneshot", round: index + 1, durationSeconds: serial },
    { lane: "parallel", round: index + 1, durationSeconds: parallel },
  ]);
  return analyse({ heats });
}

describe("The words for the speedup", () => {
  it("of one round without laps say that it can't tell", () => {
    assert.match(
      words([12, 11]),
      /^One round can't tell: parallel was 1\.09 times as fast as oneshot\. Compared by the Durations, which Kubernetes cuts to whole seconds: each may be off by up to 1 s\. Without the laps of all items nothing says how much of that is luck\. For an interval: `npm start -- --rounds 5`, or/,
    );
    assert.doesNotMatch(banner(raceOf([30, 15])), /faster/);
  });

  it("count the rounds that were won, and those that were ties", () => {
    const equal = [12, 12] as const;
    assert.match(words(equal, equal, equal, equal, equal), /each comparing the two\. All heats took equally long\.$/);
    assert.match(words([12, 12], [12, 11], [13, 12]), / parallel was faster in 2 of 3 and as fast in 1\. /);
    assert.match(words([22, 12], [23, 11]), / parallel was faster in 2 of 2\. /);
  });

  it("say how many rounds would probably decide an undecided race, or that too many would", () => {
    assert.match(
      words([12, 11], [14, 10], [11, 12], [15, 10]),
      / If this difference is real, \d+ rounds in all would probably show it: `npm start -- --rounds \d+`, or/,
    );
    assert.match(words([100, 99], [99, 100], [101, 100]), / It would take more than 50 rounds to show a difference/);
    assert.doesNotMatch(words([30, 15], [30, 14], [30, 15], [31, 15]), /rounds in all|more than 50/);
  });

  it("warn of slow heats that only one lane has", () => {
    assert.match(
      words([20, 10], [21, 10], [20, 40], [21, 10], [20, 11], [21, 10]),
      / Careful: parallel alone has far slower heats \(round 3\), oneshot has none, .* The median of the rounds lies between 0\.50 and 2\.10 \(96 % sure\)\./,
    );
  });

  it("name the only round of several that can be compared, and don't advise more rounds", () => {
    const disturbed = { lane: "parallel", round: 1, durationSeconds: 20, disturbances: ["Evicted."] };
    const heats = [
      { lane: "oneshot", round: 1, durationSeconds: 31 },
      { lane: "oneshot", round: 2, durationSeconds: 30 },
      { lane: "parallel", round: 2, durationSeconds: 15 },
    ];
    const text = speedupWords(analyse({ heats: [...heats, disturbed] })).join(" ");
    assert.match(text, /^One round can't tell: parallel was 2\.00 times as fast as oneshot\./);
    assert.match(text, / Only round 2 has a valid heat of both lanes\.$/);
    const alone = speedupWords(analyse({ heats: heats.slice(1), settings: { rounds: 5 } })).join(" ");
    assert.match(alone, / Only round 2 has a valid heat of both lanes/);
  });

  it("say which heats of 0 s are left out", () => {
    assert.match(
      words([30, 15], [0, 15]),
      / Only round 1 has a valid heat of more than 0 s of both lanes\. Left out of the speedup: 1 heat of 0 s by Kubernetes' clock, too short to compare\.$/,
    );
    assert.match(words([30, 15], [30, 15], [0, 0]), /From 2 rounds, .* Left out of the speedup: 2 heats of 0 s by/);
  });

  it("say that heats of 0 s are too short, not that they are missing", () => {
    assert.equal(
      words([0, 0]),
      "No speedup: the heats took 0 s by Kubernetes' clock, too short to compare. More items will give one.",
    );
  });
});
