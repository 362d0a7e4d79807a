import assert from "node:assert/strict";
import { analyse } from "../../../../analysis/analyse";
import { cpuCap, mostAtOnce } from "../../../../analysis/scaling/cpu-cap";
import { simulatedHeat } from "../../../fixtures/results/simulated-heat";
import { near } from "../statistics/random";
import { factsOf, sweep } from "./samples";

const GIB = 2 ** 30;
const node = { cpu: 1.9, memoryBytes: 4 * GIB };
const cluster = { kubernetesVersion: "v1.34.4", nodes: 3, allocatableCpu: 5.7, allocatable: [node, node, node] };

/** A sweep of which each pod asks for so much. */
function requesting(requests: { cpu: number; memoryBytes?: number }, on: object = cluster) {
  const facts = factsOf(sweep([1, 2, 5, 10], 2, (n) => 30 / n));
  const heats = facts.heats.map((heat) => ({ ...heat, requests }));
  return { ...facts, heats, cluster: { ...cluster, ...on } };
}

/** A sweep on two CPUs whose laps take `stretch` times as long with so many pods. */
function raced(stretch: (pods: number) => number, requests = {}) {
  const heats = [1, 2, 5, 10].flatMap((parallelism) =>
    [1, 2].map((round) => ({
      ...simulatedHeat({ lane: `p${parallelism}`, items: 10, completions: 10, parallelism }, round, {
        lap: () => 5 * stretch(parallelism),
      }),
      requests,
    })),
  );
  return analyse({ heats });
}

describe("The cap of the requests", () => {
  it("counts the pods that fit on each node, not on their sum", () => {
    assert.deepEqual(cpuCap(requesting({ cpu: 1 })), {
      parallelism: 3,
      kind: "requests",
      allocatableCpu: 5.7,
      requestedCpu: 1,
    });
  });

  it("counts the memory too", () => {
    assert.equal(mostAtOnce(requesting({ cpu: 0.1, memoryBytes: 3 * GIB })), 3);
    assert.equal(mostAtOnce(requesting({ cpu: 0.5, memoryBytes: GIB })), 9);
  });

  it("takes the sum where a race of an older version has nothing else", () => {
    const older = { ...requesting({ cpu: 1 }), cluster: { kubernetesVersion: "v1", nodes: 3, allocatableCpu: 5.7 } };
    assert.equal(mostAtOnce(older), 5);
  });

  it("does not hold where more pods were seen to run at once", () => {
    const results = raced(() => 1, { cpu: 1 });
    assert.equal(mostAtOnce(results), Infinity);
    assert.equal(results.scaling?.cpuCap, undefined);
  });
});

describe("The cap of the shared CPUs", () => {
  it("is there where laps lengthen beyond it", () => {
    const cap = raced((pods) => Math.max(1, pods / 2)).scaling?.cpuCap;
    assert.equal(cap?.kind, "shared");
    assert.equal(cap.parallelism, 2);
    near(cap.lapStretch, 5, 1e-3);
  });

  it("is not there where pods only wait, and then no model divides the CPUs among them", () => {
    const { scaling } = raced(() => 1);
    assert.equal(scaling?.cpuCap, undefined);
    assert.equal(scaling?.bestParallelism, 10);
    const wave = scaling.models.find((model) => model.name === "wave");
    assert.ok((wave?.relativeError ?? 1) < 0.01);
  });
});
