import assert from "node:assert/strict";
import { headline } from "../../../../report/headline";
import { readResultsFile } from "../../../../report/results-file/results-file";
import { oneshot, parallel, race } from "../races";

const complaint = (value: unknown): string => {
  try {
    readResultsFile(typeof value === "string" ? value : JSON.stringify(value), "results.json");
  } catch (error) {
    return (error as Error).message;
  }
  return "none";
};

describe("A results file", () => {
  it("made by hand needs heats with lane, round and durationSeconds only", () => {
    const heats = [{ lane: "a", round: 1, durationSeconds: 12 }];
    assert.deepEqual(readResultsFile(JSON.stringify({ heats }), "results.json"), { heats });
  });

  it("of ours gives the raw heats, the settings, the cluster and the lanes' order", () => {
    const results = race([oneshot, parallel], 2, { rounds: 2 });
    const { heats, settings, lanes, cluster } = readResultsFile(JSON.stringify(results), "results.json");
    assert.equal(heats.length, 4);
    assert.deepEqual(heats[0]?.pods, results.heats[0]?.pods);
    assert.ok(!("phases" in (heats[0] ?? {})));
    assert.deepEqual(settings, { rounds: 2 });
    assert.deepEqual(cluster, results.cluster);
    assert.deepEqual(lanes?.[1], { name: "parallel", parallelism: 5, completions: 10, items: 10 });
  });

  it("is not the stack's outputs, which have no heats", () => {
    const results = headline(race([oneshot], 1));
    for (const outputs of [results, { serialDuration: "12s", results }]) {
      assert.equal(
        complaint(outputs),
        "Expected all of a race's results in results.json, got the stack's outputs, which have the headline only. " +
          "`npm run results -- --stack STACK --out results.json` gets them all.",
      );
    }
  });

  it("with mistakes gets one error that lists all of them", () => {
    const heats = [
      { lane: "a", round: 1.5, durationSeconds: "12" },
      3,
      { lane: "a", round: 1, durationSeconds: -2, pods: [{ name: "p", createdAt: "yesterday" }] },
      { lane: "a", round: 1, durationSeconds: 2 },
      { round: 1 },
    ];
    assert.equal(
      complaint({ heats, cluster: 5 }),
      [
        "results.json has mistakes:",
        "  heats[0].round: expected a whole number of at least 0, got 1.5",
        '  heats[0].durationSeconds: expected a number, got "12"',
        "  heats[1]: expected a heat, got 3",
        "  heats[2].durationSeconds: expected a number of at least 0, got -2",
        '  heats[2].pods[0].createdAt: expected an instant such as 2026-01-02T03:04:05.678Z, got "yesterday"',
        "  heats[4].lane: expected a text, got nothing",
        "  heats[4].durationSeconds: expected a number, got nothing",
        "  cluster: expected the cluster's facts, got 5",
        "  heats[3]: expected one heat of a lane in a round, got the same as heats[2]",
      ].join("\n"),
    );
  });

  it("whose heats are no race gets the same list, with each difference once", () => {
    const heat = (lane: string, round: number, rest: object) => ({ lane, round, durationSeconds: 12, ...rest });
    const heats = [
      heat("warmup", 0, { items: 5 }),
      heat("a", 1, { items: 100, parallelism: 1 }),
      heat("b", 1, { items: 10, parallelism: 5 }),
      heat("a", 2, { items: 100, parallelism: 2 }),
      heat("b", 2, { items: 10, parallelism: 6 }),
      heat("b", 3, { items: 10, parallelism: 7, durationSeconds: -1 }),
    ];
    assert.equal(
      complaint({ schemaVersion: 7, heats }),
      [
        "results.json has mistakes:",
        "  heats[5].durationSeconds: expected a number of at least 0, got -1",
        "  schemaVersion: expected the number 1, got 7, which a newer job-race can read",
        "  heats[3].parallelism: expected 1 as in heats[1] of the same lane, got 2",
        "  heats[4].parallelism: expected 5 as in heats[2] of the same lane, got 6",
        "  heats[2].items: expected 100 as in heats[1], because lanes race with the same work, got 10",
      ].join("\n"),
    );
  });

  it("may not say of a lane what its heats do not", () => {
    const lanes = [{ name: "a", completions: 10 }];
    const heats = [{ lane: "a", round: 1, durationSeconds: 12, completions: 5 }];
    assert.match(
      complaint({ lanes, heats }),
      /heats\[0\]\.completions: expected 10 as in lanes\[0\] of the same lane, got 5/,
    );
  });

  it("may not name a lane twice, nor leave out the lane of a heat", () => {
    const heat = (lane: string, round: number) => ({ lane, round, durationSeconds: 12 });
    const heats = [heat("warmup", 0), heat("a", 1), heat("b", 1), heat("b", 2)];
    assert.equal(
      complaint({ lanes: [{ name: "a" }, { name: "a" }], heats }),
      [
        "results.json has mistakes:",
        "  lanes[1].name: expected a name of its own, got that of lanes[0]",
        '  heats[2].lane: expected one of the file\'s lanes, got "b"',
      ].join("\n"),
    );
    assert.equal(complaint({ lanes: [], heats }), "none");
  });

  it("that is something else gets a clear error", () => {
    assert.match(complaint('{"heats":'), /^results\.json is not JSON: /);
    assert.equal(
      complaint([]),
      "results.json has a mistake:\n  the file: expected an object with a list of heats, got []",
    );
    assert.equal(
      complaint({}),
      "results.json has a mistake:\n" +
        "  heats: expected a list of heats, each with lane, round and durationSeconds, got nothing",
    );
    assert.match(complaint({ heats: "x".repeat(100) }), /got "x+…$/);
  });
});
