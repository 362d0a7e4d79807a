import assert from "node:assert/strict";
import { queueWords } from "../../../../analysis/advice/queue-words";
import { queueRace, rounds } from "../queue-race";

/** Two workers: equal parts take 8 s, pulled the same items take 5 s. */
const uneven = { shards: [[4, 4], [1, 1]], consumers: [[4, 1], [4, 1]] }; // prettier-ignore
const even = { shards: [[2, 2], [2, 2]], consumers: [[2, 2], [2, 2]] }; // prettier-ignore

describe("The gain of a queue", () => {
  it("is expected to be what scheduling the laps of the equal parts both ways tells", () => {
    const [queue] = queueRace(rounds(5, uneven)).queues ?? [];
    assert.deepEqual([queue?.lane, queue?.rival], ["consumers", "shards"]);
    // Of 11 s, 3 are no work; pulling in the same order (4, 4, 1, 1) takes 5 of the 8 that are.
    const { value = 0, withOwnCpus, lapVariation = 0, takeSeconds } = queue?.expected ?? {};
    assert.ok(Math.abs(value - 11 / 8) < 0.01, String(value));
    assert.equal(withOwnCpus, value);
    assert.ok(Math.abs(lapVariation - Math.sqrt(3) / 2.5) < 0.01, String(lapVariation));
    assert.equal(takeSeconds, 0);
    assert.ok(Math.abs((queue?.measured.value ?? 0) - 11 / 8) < 0.02);
    assert.equal(queue?.measured.verdict, "parallel faster");
  });

  it("vanishes on one CPU, whatever it would be with one for each worker", () => {
    const laps = { shards: [[4, 4], [2, 2]], consumers: [[4, 2], [4, 2]] }; // prettier-ignore
    const { value = 0, withOwnCpus = 0, cpus } = queueRace(rounds(5, laps), 1).queues?.[0]?.expected ?? {};
    assert.equal(cpus, 1);
    assert.ok(Math.abs(value - 1) < 1e-6, String(value));
    assert.ok(withOwnCpus > 1.1, String(withOwnCpus));
  });

  it("is less by what taking an item costs", () => {
    const { value = 0, takeSeconds = 0 } =
      queueRace(rounds(5, { ...even, takeSeconds: 0.5 })).queues?.[0]?.expected ?? {};
    assert.ok(Math.abs(takeSeconds - 0.5) < 1e-6, String(takeSeconds));
    assert.ok(value < 0.95, String(value));
  });

  it("is not guessed where the equal parts run in waves, or do not mark their items", () => {
    const heats = rounds(2, uneven);
    const unmarked = heats.map((heat) => (heat.lane === "shards" ? { ...heat, isMarked: false } : heat));
    assert.equal(queueRace(unmarked).queues?.[0]?.expected, undefined);
    assert.equal(queueRace(heats.filter(({ lane }) => lane === "consumers")).queues, undefined);
  });
});

describe("What is said of a queue", () => {
  const words = (heats: ReturnType<typeof rounds>, cpus?: number) => queueWords(queueRace(heats, cpus)).join("\n");

  it("is that it pays, by how much, and from how uneven items on", () => {
    const said = words(rounds(5, uneven));
    assert.match(
      said,
      /^The queue pays: consumers was 1\.3\d times as fast as shards \(95 % sure: 1\.\d\d to 1\.\d\d\)/,
    );
    assert.match(said, /nothing left to do for 0 % of their time, those of shards for 38 %/);
    assert.match(said, /work varies by 69 %/);
    assert.match(said, /one can expect 1\.38: their work varies by 69 %/);
    assert.match(said, /5 % or more here on average if they vary by \d+ % or more/);
  });

  it("is that no gain can be detected where items are even, and how uneven they would have to be", () => {
    const said = words(rounds(5, even));
    assert.match(said, /^No gain of the queue can be detected|^The queue does not pay/);
    assert.match(said, /work varies by 0 %/);
    assert.match(said, /if they vary by \d+ % or more/);
  });

  it("is why CPUs that are shared leave little to gain", () => {
    const laps = { shards: [[4, 4], [2, 2]], consumers: [[4, 2], [4, 2]] }; // prettier-ignore
    assert.match(words(rounds(5, laps), 1), /one can expect 1\.00 on 1 CPU: .* The 2 workers share the CPUs/);
  });
});
