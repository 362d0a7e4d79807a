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
  it("of one round say when the clock can't tell the two apart", () => {
    assert.match(
      words([12, 11]),
      /^Too close to tell: in this one round parallel was 1\.09 times as fast as oneshot\. Compared by the Durations, which Kubernetes cuts to whole seconds: each may be off by up to 1 s\. One round is an anecdote/,
    );
    assert.match(words([12, 12]), /parallel was 1\.00 times as fast/);
    assert.doesNotMatch(banner(raceOf([151, 150.4])), /faster/);
    assert.match(words([30, 15]), /^In this one round parallel was 2\.00 times as fast as oneshot\./);
  });

  it("count ties apart from wins", () => {
    const equal = [12, 12] as const;
    assert.match(words(equal, equal, equal, equal, equal), /each comparing the two\. All heats took equally long\.$/);
    assert.match(words([12, 12], [12, 11], [13, 12]), /parallel was faster in 56 %, and 44 % were ties\.$/);
    assert.match(words([22, 12], [23, 11]), /parallel was faster in 100 %\.$/);
  });

  it("name the only round of several that can be compared, and don't advise more rounds", () => {
    const disturbed = { lane: "parallel", round: 1, durationSeconds: 20, disturbances: ["Evicted."] };
    const heats = [
      { lane: "oneshot", round: 1, durationSeconds: 31 },
      { lane: "oneshot", round: 2, durationSeconds: 30 },
      { lane: "parallel", round: 2, durationSeconds: 15 },
    ];
    const text = speedupWords(analyse({ heats: [...heats, disturbed] })).join(" ");
    assert.match(text, /^In round 2 parallel was 2\.00 times as fast as oneshot\./);
    assert.match(text, / Only round 2 has a valid heat of both lanes, and one round is an anecdote\.$/);
    const alone = speedupWords(analyse({ heats: heats.slice(1), settings: { rounds: 5 } })).join(" ");
    assert.match(alone, / Only round 2 has a valid heat of both lanes/);
  });

  it("say which heats of 0 s are left out", () => {
    assert.match(
      words([30, 15], [0, 15]),
      / Only round 1 has a valid heat of more than 0 s of both lanes, .* Left out of the speedup: 1 heat of 0 s by Kubernetes' clock, too short to compare\.$/,
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
