import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { readResultsFile } from "../../../../report/results-file/results-file";
import { speedupWords } from "../../../../report/words/speedup-words";
import { parallel } from "../races";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";

const heat = (rest: object = {}) => ({ lane: "a", round: 1, durationSeconds: 12, ...rest });
const complaint = (value: unknown): string => {
  try {
    readResultsFile(typeof value === "string" ? value : JSON.stringify(value), "r.json");
  } catch (error) {
    return (error as Error).message;
  }
  return "none";
};
const onHeat = (rest: object): string => complaint({ heats: [heat(rest)] });

describe("A results file that no race has made", () => {
  it("has no more heats than fit a small machine", () => {
    const heats = new Array<number>(200_001).fill(0);
    assert.equal(
      complaint({ heats }),
      "Expected at most 200,000 heats in r.json, got 200,001: split the file by rounds.",
    );
  });

  it("has no Job that Kubernetes would refuse", () => {
    assert.match(onHeat({ completions: 1e9 }), /heats\[0\]\.completions: expected at most 100,000, got 1000000000$/);
    assert.match(onHeat({ parallelism: 1e9 }), /parallelism: expected at most 100,000/);
    assert.match(onHeat({ items: 1e9 }), /items: expected at most 1,000,000/);
  });

  it("with very many mistakes shows twenty, and how many more there are", () => {
    const lines = complaint({ heats: Array.from({ length: 5000 }, () => heat({ round: -1 })) }).split("\n");
    assert.equal(lines.length, 22);
    assert.match(lines.at(-1) ?? "", /^ {2}… and [\d,]+ more$/);
  });

  it("has no times that nothing takes", () => {
    for (const durationSeconds of [1e308, 5e-324]) {
      assert.match(
        onHeat({ durationSeconds }),
        /durationSeconds: expected 0, or seconds from a millionth to ten years/,
      );
    }
    assert.equal(onHeat({ durationSeconds: 0 }), "none");
  });

  it("has no heat that ended before its pods were there", () => {
    const early = { ...simulatedHeat(parallel, 1), completedAt: "2019-01-01T00:00:00.5Z" };
    assert.match(
      complaint({ heats: [early] }),
      /heats\[0\]\.completedAt: expected a time after the heat's pods were created, got 2019-01-01T00:00:00\.5Z$/,
    );
    assert.equal(complaint({ heats: [simulatedHeat(parallel, 1)] }), "none");
  });

  it("has names that can be seen, and no text that a terminal obeys", () => {
    for (const lane of [" ", "", "\u001b[2Jx", "bell\u0007", "a\u202eb", "c\u009b1m"]) {
      const message = onHeat({ lane });
      assert.match(message, /lane: expected a name of 1 to 253 visible characters, got "/);
      assert.doesNotMatch(message, /(?!\n)[\p{Cc}\u202e]/u);
    }
    const read = readResultsFile(
      JSON.stringify({ heats: [heat({ disturbances: ["\u001b[2J1 pod\nwas evicted."] })] }),
      "r.json",
    );
    assert.deepEqual(read.heats[0]?.disturbances, ["\ufffd[2J1 pod was evicted."]);
  });

  it("does not nest without end", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const message = "Expected a race's results in r.json, got lists or objects nested deeper than those.";
    assert.equal(complaint(`{"heats":${deep}}`), message);
    assert.equal(complaint(`{"heats":[{"lane":"a","round":1,"durationSeconds":1,"pods":${deep}}]}`), message);
  });

  it("has the version as a number", () => {
    assert.match(complaint({ schemaVersion: "1", heats: [heat()] }), /schemaVersion: expected the number 1, got "1"$/);
  });

  it("has more than warm-ups", () => {
    assert.match(onHeat({ round: 0 }), /heats: expected heats of round 1 or later, got warm-ups alone/);
  });

  it("may begin with a byte-order mark", () => {
    assert.equal(complaint(`\ufeff${JSON.stringify({ heats: [heat()] })}`), "none");
  });
});

describe("The words for heats that were made by hand", () => {
  it("say of one lane that a second one is missing", () => {
    assert.deepEqual(speedupWords(analyse({ heats: [heat()] })), [
      "No speedup: a is the only lane. A second one gives a comparison.",
    ]);
  });

  it("say what an advice would need", () => {
    const words = analyse({ heats: [heat(), heat({ lane: "b" })] }).recommendation?.words;
    assert.deepEqual(words, [
      "What to change can't be told: the heats have no items, no completions, no parallelism, no pods with their times.",
    ]);
  });
});

describe("A hundred thousand heats", () => {
  it("are read and analysed in less than 3 s of CPU", () => {
    const heats = Array.from({ length: 100_000 }, (_, index) =>
      heat({ lane: index % 2 === 0 ? "a" : "b", round: 1 + (index >> 1), durationSeconds: 10 + (index % 7) }),
    );
    const before = process.cpuUsage();
    const results = analyse(readResultsFile(JSON.stringify({ heats }), "r.json"));
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    assert.equal(results.speedup?.n, 50_000);
    // Of CPU, because this machine may be busy. Counting pairs took 31 s.
    assert.ok(seconds < 3, `${seconds} s`);
  });
});
