import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import type { RecordedHeat } from "../../../../analysis/results/results";
import { banner } from "../../../../report/formats/banner";
import { without } from "../../../../plan/without";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";

const GIB = 2 ** 30;
const cluster = {
  kubernetesVersion: "v1.34.4",
  nodes: 1,
  allocatableCpu: 1.93,
  allocatableMemoryBytes: 4 * GIB,
  allocatable: [{ cpu: 1.93, memoryBytes: 4 * GIB }],
};

/** Four pods of one item, of which no more than two run at once whatever the lane asks for. */
function heatOf(parallelism: number, more: Partial<RecordedHeat> = {}): RecordedHeat {
  const split = { lane: `p${parallelism}`, items: 4, completions: 4, parallelism: Math.min(parallelism, 2) };
  const heat = simulatedHeat(split, 1, { lap: () => 2 });
  return { ...heat, parallelism, cluster, requests: { cpu: 0.9, memoryBytes: 64 * 2 ** 20 }, ...more };
}

const wordsOf = (heats: readonly RecordedHeat[]) => analyse({ heats }).recommendation?.words ?? [];
const aboutRoom = (heats: readonly RecordedHeat[]) => wordsOf(heats).find((text) => /pods? fits? at once/.test(text));

describe("Lanes that want more pods at once than fit", () => {
  const wide = [heatOf(3, { fitAtOnce: 2 }), heatOf(4, { fitAtOnce: 2 })];

  it("are raced, and end with how many fit, what says so, and the times that were measured", () => {
    const results = analyse({ heats: wide });
    assert.deepEqual(results.lanes.map(({ n, fitAtOnce }) => [n, fitAtOnce]), [[1, 2], [1, 2]]); // prettier-ignore
    assert.equal(
      aboutRoom(wide),
      "At most 2 pods fit at once here: no more ran at any time of p3 and p4, and each pod requests 0.9 of the 1.9 " +
        "allocatable CPUs. With 2 at a time, p3 took 10 s and p4 10 s. To run more at once, lower the pods' requests or add a node.",
    );
    assert.match(banner(results), /At most 2 pods fit at once here/);
  });

  it("are not told what each heat pays and what more items would change: they waited for places", () => {
    const told = wordsOf(wide);
    assert.equal(told.length, 1);
    assert.match(told[0] ?? "", /^At most 2 pods fit/);
    assert.equal(analyse({ heats: wide }).recommendation?.prediction, undefined);
  });

  it("are not told to race more rounds where both ran as many: that compares the same with the same", () => {
    const lucky = { ...heatOf(4, { fitAtOnce: 2 }), durationSeconds: 12 };
    for (const other of [lucky, { ...heatOf(2), durationSeconds: 12 }]) {
      const results = analyse({ heats: [heatOf(3, { fitAtOnce: 2 }), other] });
      assert.equal(results.verdict?.roundsToDecide, undefined);
      assert.match(inOneLine(banner(results)), /Both ran the same number of pods at once, for no more fit/);
      assert.doesNotMatch(banner(results), /--rounds/);
    }
    const serial = analyse({ heats: [heatOf(1), heatOf(3, { fitAtOnce: 2 })] });
    assert.match(inOneLine(banner(serial)), /--rounds 5/);
  });

  it("end a race that was to run until it is sure, which they would never be", () => {
    const heats = [1, 2, 3].flatMap((round) => wide.map((heat) => ({ ...heat, round })));
    const results = analyse({ heats, settings: { untilPercent: 10 } });
    assert.deepEqual([results.verdict?.until?.stop, results.verdict?.until?.rounds], ["alike", undefined]);
    assert.match(
      inOneLine(banner(results)),
      /After 3 rounds: both ran the same number of pods at once, for no more fit/,
    );
    assert.doesNotMatch(banner(results), /config set rounds/);
  });

  it("are no recommendation: as many as fit are, and the lane that was raced with as many", () => {
    assert.deepEqual(analyse({ heats: wide }).recommendation?.parallelism, 2);
    assert.equal(analyse({ heats: wide }).recommendation?.lane, undefined);
    const slower = heatOf(2, {
      ...simulatedHeat({ lane: "p2", items: 4, completions: 4, parallelism: 2 }, 1),
      cluster,
    });
    const { lane, parallelism } = analyse({ heats: [slower, ...wide] }).recommendation ?? {};
    assert.deepEqual([lane, parallelism], ["p2", 2]);
  });

  it("are told from what the pods request alone, where no heat was seen to wait", () => {
    const heats = wide.map((heat) => ({ ...heat, pods: [] })).map((heat) => without(heat, ["fitAtOnce"]));
    assert.match(
      aboutRoom(heats) ?? "",
      /^At most 2 pods fit at once here: each pod requests 0\.9 of the 1\.9 allocatable CPUs\. /,
    );
  });

  it("are told from what was seen alone, where the requests are not known", () => {
    const heats = wide.map((heat) => without(heat, ["requests"]));
    assert.match(aboutRoom(heats) ?? "", /^At most 2 pods fit at once here: no more ran at any time of p3 and p4\. /);
  });

  it("are told apart from pods of others that have the rest of the room", () => {
    const heats = wide.map((heat) => ({ ...heat, requests: { cpu: 0.6 } }));
    assert.match(aboutRoom(heats) ?? "", /although 3 would by their requests: other pods have the rest of the room\./);
  });

  it("are told by the memory where that is scarcer", () => {
    const heats = wide.map((heat) => ({ ...heat, requests: { cpu: 0.1, memoryBytes: 2 * GIB } }));
    assert.match(aboutRoom(heats) ?? "", /each pod requests 2 GiB of the 4 GiB of allocatable memory\./);
  });

  it("have their answer also where there is but one lane", () => {
    assert.match(aboutRoom([heatOf(4, { fitAtOnce: 2 })]) ?? "", /^At most 2 pods fit at once here/);
    assert.equal(analyse({ heats: [heatOf(4, { fitAtOnce: 2 })] }).recommendation?.parallelism, 2);
  });

  it("are none where all of them fit", () => {
    assert.equal(aboutRoom([heatOf(1), heatOf(2)]), undefined);
  });
});

function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
