import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { analyse } from "../../../analysis/analyse";
import type { HeatTiming, PodTiming } from "../../../observe/heat-timing";
import { packed, unpacked } from "../../../observe/packed-timing";

const instant = (seconds: number, nanoseconds: number) =>
  `${new Date(1_767_225_600_000 + seconds * 1_000).toISOString().slice(0, 19)}.${String(nanoseconds).padStart(9, "0")}Z`;

/** A pod with all that is ever known of one: the most that the state can have to keep. */
function pod(index: number, parallelism: number): PodTiming {
  const start = Math.floor(index / parallelism) * 5;
  let seed = index + 1;
  const at = (seconds: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return instant(start + seconds, seed % 1_000_000_000);
  };
  return {
    name: `parallel-r1-60fdc0f3-${randomUUID().slice(0, 5)}`,
    uid: randomUUID(),
    node: `node-${index % 20}`,
    createdAt: at(0),
    scheduledAt: at(0),
    pulledAt: at(1),
    containerCreatedAt: at(1),
    containerStartedAt: at(1),
    firstLogAt: at(1),
    lastLogAt: at(3),
    startedAt: at(1).slice(0, 19) + "Z",
    finishedAt: at(3).slice(0, 19) + "Z",
    itemsAt: [at(3)],
    exitCode: 0,
    phase: "Succeeded",
    restarts: 0,
  };
}

function heat(pods: readonly PodTiming[], parallelism: number): HeatTiming {
  return {
    lane: "parallel",
    round: 1,
    run: "1",
    job: "parallel-r1",
    namespace: "race",
    uid: "u",
    parallelism,
    completions: pods.length,
    items: pods.length,
    createdAt: instant(0, 0),
    startedAt: instant(0, 0),
    endedAt: instant((pods.length / parallelism) * 5 + 4, 0),
    durationSeconds: (pods.length / parallelism) * 5 + 4,
    pods,
    disturbances: [],
  };
}

describe("Packed records", () => {
  const pods = Array.from({ length: 10_000 }, (_, index) => pod(index, 500));
  const timing = heat(pods, 500);
  const kept = packed(timing);

  it("take less than 1 MB for 10,000 pods of which everything is known", () => {
    const bytes = JSON.stringify(kept).length;
    console.log(`      ${bytes.toLocaleString("en-US")} bytes`);
    assert.ok(bytes < 1_000_000, String(bytes));
  });

  it("are unpacked as they were", () => {
    assert.deepEqual(unpacked(kept), timing);
  });

  it("leave the heat's own times and faults for people to read", () => {
    const { lane, durationSeconds, disturbances } = packed(heat(pods.slice(0, 1), 1));
    assert.deepEqual([lane, durationSeconds, disturbances], [timing.lane, 9, []]);
  });

  it("are no matter for a record that is not packed", () => {
    const plain = heat(pods.slice(0, 1), 1);
    assert.deepEqual(unpacked(plain), plain);
  });

  it("take less than 200 bytes a pod for ten of them, in the lines that the state has", () => {
    const lines = JSON.stringify(packed(heat(pods.slice(0, 10), 5)), undefined, 4);
    const plain = JSON.stringify(heat([], 5), undefined, 4);
    console.log(`      ${lines.length - plain.length} bytes`);
    assert.ok(lines.length - plain.length < 2_000, String(lines.length - plain.length));
  });

  it("give the same results as the pods themselves, 10,000 of them within 2 s of CPU", () => {
    const before = process.cpuUsage();
    const results = analyse({ heats: [kept] });
    const { user, system } = process.cpuUsage(before);
    assert.deepEqual(results, analyse({ heats: [timing] }));
    assert.equal(results.heats[0]?.laps?.length, 10_000);
    const cpuSeconds = (user + system) / 1e6;
    console.log(`      ${cpuSeconds.toFixed(2)} s of CPU`);
    assert.ok(cpuSeconds < 2, `${cpuSeconds} s`);
  });

  it("keep whatever a pod has or lacks", () => {
    const optional = fc.option(fc.string(), { nil: undefined });
    const row = fc.record({ uid: fc.string(), node: optional, itemsAt: fc.array(fc.string()), restarts: fc.nat() });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 300 }), (rows) => {
        const some = rows.map((values) =>
          Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
        ) as unknown as PodTiming[];
        assert.deepEqual(unpacked(packed(heat(some, 1))).pods, some);
      }),
      { numRuns: 20 },
    );
  });

  it("that are none are refused with what to do", () => {
    assert.throws(
      () => unpacked({ lane: "one", packed: "nonsense" }),
      /Expected a heat's packed record, got a text that can't be unpacked\./,
    );
  });
});
