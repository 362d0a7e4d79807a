import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { roundsToDecide } from "../../../../analysis/rounds/rounds-to-decide";
import { untilSure } from "../../../../analysis/rounds/until";
import { speedupWords } from "../../../../report/words/speedup-words";
import { studyUntil } from "../../../../simulate/until";

const found = (value: number, low: number, high: number, n = 5) => ({ value, low, high, n });

describe("A race that runs until it is sure", () => {
  it("races on while its interval holds 1 and is wide, and says how many rounds more", () => {
    assert.deepEqual(untilSure(found(1.12, 0.98, 1.28), 5, 5), {
      rounds: 8,
      sentence: "After 5 rounds 1.12 (0.98 to 1.28): 3 more.",
    });
  });

  it("stops where its interval leaves out 1", () => {
    assert.deepEqual(untilSure(found(1.3, 1.1, 1.5, 3), 3, 5), {
      stop: "decided",
      sentence: "After 3 rounds 1.30 (1.10 to 1.50): decided.",
    });
    assert.equal(untilSure(found(0.7, 0.6, 0.9), 5, 5).stop, "decided");
  });

  it("stops where its interval is as narrow as was asked", () => {
    assert.equal(untilSure(found(1.01, 0.98, 1.04), 8, 5).stop, "narrow");
    assert.equal(untilSure(found(1.01, 0.9, 1.1), 8, 5).rounds, 12);
    assert.equal(untilSure(found(1.01, 0.93, 1.1), 8, 10).stop, "narrow");
  });

  it("stops at the cap, and says that it found no winner", () => {
    assert.deepEqual(untilSure(found(1.05, 0.9, 1.2), 20, 5), {
      stop: "cap",
      sentence: "After 20 rounds 1.05 (0.90 to 1.20): no winner shows, and 20 rounds are the most that are raced.",
    });
  });

  it("does not stop before three rounds, nor without an interval of its rounds", () => {
    assert.equal(untilSure(found(2, 1.5, 2.5, 1), 1, 5).rounds, 3);
    assert.equal(untilSure(found(2, 1.5, 2.5, 1), 3, 5).rounds, 5);
    assert.equal(untilSure(undefined, 3, 5).sentence, "After 3 rounds no interval: 2 more.");
  });

  it("has wider intervals in its results, because it is looked at several times", () => {
    const times = [[12, 11], [11, 12], [14, 10]]; // prettier-ignore
    const heats = times.flatMap(([serial = 0, parallel = 0], index) => [
      { lane: "a", round: index + 1, durationSeconds: serial },
      { lane: "b", round: index + 1, durationSeconds: parallel },
    ]);
    const { speedup, verdict } = analyse({ heats, settings: { untilPercent: 10 } });
    assert.equal(speedup?.confidence, 0.99);
    assert.ok((speedup.low ?? NaN) < (analyse({ heats }).speedup?.low ?? NaN));
    assert.equal(verdict?.until?.rounds, 5);
    const words = speedupWords(analyse({ heats, settings: { untilPercent: 10 } })).join(" ");
    assert.match(
      words,
      /After 3 rounds 1\.\d+ \(.*\): 2 more\. They are raced by `pulumi config set rounds 5 && pulumi up`\./,
    );
  });

  it("names a false winner in about 5 % of simulated races", () => {
    const rows = studyUntil({ races: 150, seed: 5 });
    const even = rows.filter((row) => row.truth === 1);
    const share = even.reduce((sum, row) => sum + row.falseWinner, 0) / even.length;
    assert.ok(share <= 0.07, `${share}`);
    const clear = rows.find((row) => row.truth === 1.66);
    assert.ok((clear?.winner ?? 0) > 0.95 && (clear?.rounds ?? 20) < 8, JSON.stringify(clear));
  });
});

describe("The rounds that would decide a race", () => {
  it("are those of the power of a paired t test", () => {
    // statsmodels' TTestPower().solve_power(effect_size=d, power=0.8, alpha=0.05): 33.4 for d = 0.5, 9.9 for d = 1.
    assert.ok(Math.abs((roundsToDecide(0.5, 1) ?? 0) - 34) <= 1);
    assert.ok(Math.abs((roundsToDecide(1, 1) ?? 0) - 10) <= 1);
    assert.equal(roundsToDecide(0.01, 1), undefined);
  });
});
