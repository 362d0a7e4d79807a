import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { banner, shortBanner } from "../../../../report/formats/banner";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";
import { oneshot, parallel, race, sweepOf } from "../races";

const flat = (text: string): string => text.replace(/\s+/g, " ");

describe("The banner", () => {
  it("of one round is the classic one, and more", () => {
    const results = analyse({ heats: [simulatedHeat(oneshot, 1), simulatedHeat(parallel, 1)] });
    assert.equal(
      banner(results),
      `For over a decade prophets have voiced the contention that the organization of a single computer has
reached its limits and that truly significant advances can be made only by interconnection of a
multiplicity of computers.
  -- Gene Amdahl, 1967

The results are in:
Serial: 11s
Parallel: 8s

parallel was faster in this one round: 1.40 times as fast as oneshot (95 % sure: 1.21 to 1.61).
Compared by the heats' time from the first pod's creation to the Job's completion, known to a few
milliseconds.
The interval is from the spread of this round's own items: it knows their luck, not that of the
cluster. For an interval that knows the cluster's luck too: \`npm start -- --rounds 5\`, or \`pulumi
config set rounds 5 && pulumi up\`.

Where the time went
                                               oneshot  parallel
  schedule: a pod waits for its node            0.01 s    0.02 s
  pull: the image is fetched                    0.00 s    0.00 s
  start: the container is set up                0.80 s    1.60 s
  work: the container runs                      8.00 s    1.60 s
  hand-over: from a pod's end to the next pod   0.00 s    2.40 s
  completion lag: Kubernetes notices the end    2.40 s    2.40 s
  together                                     11.21 s    8.02 s
  of that, the laps allowed                     8.00 s    1.60 s

What to change
  parallel was faster here, although each heat pays 3.2 s and each further wave 3.2 s in which
  Kubernetes starts pods and notices that they have ended.
  With 40 items parallel would be about 2.7 times as fast (90 % sure: 2.5 to 3.0).`,
    );
  });

  it("is short without its tables, for a list of outputs", () => {
    for (const [lanes, lines] of [
      [[oneshot, parallel], 25],
      [[oneshot, parallel, ...sweepOf([1, 2, 3, 10])], 45],
    ] as const) {
      const results = race(lanes, 5);
      const short = shortBanner(results);
      assert.ok(short.split("\n").length <= lines, short);
      const left = new Set(banner(results).split("\n"));
      for (const line of short.split("\n")) assert.ok(left.delete(line) || line === "", line);
      assert.match([...left].join("\n"), /The lanes\n[^]*Where the time went/);
      assert.match(short, /\n\nWhat to change\n/);
    }
  });

  it("of five rounds says how sure it is", () => {
    const text = flat(banner(race([oneshot, parallel], 5)));
    assert.match(text, /\(95 % sure: [\d.]+ to [\d.]+\)/);
    assert.match(text, /From 5 rounds, each comparing the two\./);
    assert.match(text, /parallel was faster in \d of 5\./);
    assert.doesNotMatch(text, /this one round|pairs/);
    assert.match(text, /The lanes pods at once n median time range speedup 95 %/);
  });

  it("says that parallel was not faster, why, and from how many items it would be", () => {
    const cluster = { lap: () => 0.3 };
    const heats = [1, 2, 3].flatMap((round) => [
      simulatedHeat(oneshot, round, cluster),
      simulatedHeat(parallel, round, cluster),
    ]);
    const text = flat(banner(analyse({ heats })));
    assert.match(text, /oneshot wins: parallel was only 0\.\d\d times as fast/);
    assert.match(text, /parallel was not faster here: each heat pays 3\.2 s and each further wave 3\.2 s in which/);
    assert.match(
      text,
      /With 40 items parallel would be about 1\.\d times as fast \(.*\); it should be the faster one from about 20 items on\./,
    );
  });

  it("names disturbed heats with their reasons", () => {
    const heats = [simulatedHeat(oneshot, 1), { ...simulatedHeat(parallel, 1), disturbances: ["1 pod was evicted."] }];
    const text = flat(banner(analyse({ heats })));
    assert.match(text, /Parallel: 8s/);
    assert.match(text, /No speedup: parallel has no valid heat\./);
    assert.match(text, /Left out of every statistic: 1 heat parallel, round 1: 1 pod was evicted\./);
  });

  it("says each reason of a disturbed heat in a sentence of its own", () => {
    const disturbances = ["1 pod waited for a scheduling gate to be removed.", "Nobody watched for 43 s of it"];
    const text = flat(banner(analyse({ heats: [{ ...simulatedHeat(oneshot, 1), disturbances }] })));
    assert.match(
      text,
      /oneshot, round 1: 1 pod waited for a scheduling gate to be removed\. Nobody watched for 43 s of it\./,
    );
  });

  it("names a heat that was raced again, which stays in the statistics", () => {
    const tries = [12, undefined].map((durationSeconds) => ({
      uid: "old",
      reason: "BackoffLimitExceeded",
      message: "Job has reached the specified backoff limit",
      ...(durationSeconds !== undefined && { durationSeconds }),
    }));
    const heats = [simulatedHeat(oneshot, 1), { ...simulatedHeat(parallel, 1), failedTries: tries }];
    const text = flat(banner(analyse({ heats })));
    assert.match(
      text,
      /Raced again, the failed tries in no statistic: parallel, round 1 \(BackoffLimitExceeded after 12 s, BackoffLimitExceeded\)\./,
    );
    assert.match(text, /parallel was faster in this one round/);
    assert.doesNotMatch(text, /Left out/);
  });

  it("names only the first of many disturbed heats", () => {
    const heats = Array.from({ length: 11 }, (_, i) => ({
      ...simulatedHeat(oneshot, i + 1),
      disturbances: ["Evicted."],
    }));
    const text = flat(banner(analyse({ heats })));
    assert.match(text, /oneshot, round 8: Evicted\. and 3 more/);
    assert.doesNotMatch(text, /round 9/);
  });

  it("says when no round has both lanes", () => {
    const spoilt = { ...simulatedHeat(parallel, 1), disturbances: ["Evicted."] };
    const heats = [simulatedHeat(oneshot, 1), spoilt, simulatedHeat(parallel, 2)];
    assert.match(flat(banner(analyse({ heats }))), /No speedup: no round has a valid heat of both lanes\./);
  });

  it("of a sweep has the lanes, the model, the reason and the cap", () => {
    const text = flat(banner(race([oneshot, parallel, ...sweepOf([1, 2, 3, 10])], 5)));
    assert.match(text, /parallel-p10 10 10 5/);
    assert.match(text, /parallelism \d+ is (the fastest|enough: the smallest within 5 % of the fastest)/);
    assert.match(text, /The times fit a curve in which/);
    assert.match(text, /The cluster has 2 allocatable CPUs: beyond 2 at once, pods share them/);
  });

  it("of a short sweep says why there is no model", () => {
    const text = flat(banner(race([oneshot, parallel, ...sweepOf([1, 2])], 2)));
    assert.match(
      text,
      /No scaling model: a scaling model needs at least 4 different parallelisms, and the race has 3\./,
    );
  });

  it("names the cheapest lane when there is a deadline or a price", () => {
    const text = (settings: object): string => flat(banner(race([oneshot, parallel], 1, settings)));
    assert.match(
      text({ deadlineSeconds: 1 }),
      /In time, within 1 s: oneshot in 0 of 1 heat, .* No lane can be relied on: the fastest, parallel, takes [\d.]+ s\./,
    );
    assert.match(
      text({ deadlineSeconds: 99 }),
      /deadline of 99 s, 95 % sure, is oneshot: [\d.]+ requested CPU-seconds a heat/,
    );
    assert.match(text({ cpuHourPrice: 3.6, currency: "EUR" }), /The cheapest lane is oneshot: 0\.00\d+ EUR a heat/);
  });

  it("keeps to 100 columns, or to those of the terminal", () => {
    const lanes = Array.from({ length: 12 }, (_, index) => ({
      ...parallel,
      lane: `a-lane-with-quite-a-long-name-${index}`,
      parallelism: index + 1,
    }));
    const results = race(lanes, 3);
    for (const line of banner(results).split("\n")) assert.ok(line.length <= 100, line);
    for (const line of banner(results, 64).split("\n")) assert.ok(line.length <= 64, line);
  });

  it("of no heats says that there are none", () => {
    assert.match(banner(analyse({ heats: [] })), /No heat of the race has ended yet\.$/);
  });
});
