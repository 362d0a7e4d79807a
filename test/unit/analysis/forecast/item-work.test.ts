import assert from "node:assert/strict";
import { itemWork } from "../../../../analysis/forecast/item-work";
import { analyseHeat } from "../../../../analysis/heat/heat-result";
import { seeded } from "../../../../analysis/statistics/random";
import { recordHeat, runHeat, type Split } from "../../../../simulate/cluster";
import { near } from "../statistics/random";

const split: Split = { lane: "parallel", items: 40, completions: 20, parallelism: 5 };
const cluster = { cpus: 2, lapSeconds: 0.7, lapVariation: 0.4, heatNoise: 0, roundNoise: 0 };
const heats = (rounds: number) => {
  const random = seeded(5);
  return Array.from({ length: rounds }, (_, round) =>
    analyseHeat(recordHeat(split, round + 1, runHeat(split, cluster, random, 1), 2)),
  );
};

describe("The work of a lane's items", () => {
  it("is what each cost on a CPU of its own, though five shared two", () => {
    const work = itemWork(heats(30), 2);
    near(work?.seconds, 0.7, 0.03);
    near(Math.sqrt((work?.squares ?? 0) / (work?.freedom ?? 0)), 0.4, 0.06);
    assert.deepEqual([work?.items, work?.heats], [1200, 30]);
    assert.ok((itemWork(heats(30), Infinity)?.seconds ?? 0) > 1);
  });

  it("is the pods' where no item is marked, with the same variance of an item", () => {
    const unmarked = heats(30).map((heat) => ({
      ...heat,
      laps: [],
      pods: (heat.pods ?? []).map((pod) => ({ ...pod, itemsAt: [] })),
    }));
    const work = itemWork(unmarked, 2);
    near(work?.seconds, 0.7, 0.03);
    near(Math.sqrt((work?.squares ?? 0) / (work?.freedom ?? 0)), 0.4, 0.1);
    assert.equal(
      itemWork(
        unmarked.map((heat) => ({ ...heat, kind: "queue" as const })),
        2,
      ),
      undefined,
    );
  });

  it("is unknown where one heat's pods are", () => {
    const [first, second] = heats(2);
    assert.ok(first && second);
    assert.equal(itemWork([first, { ...second, pods: [] }], 2), undefined);
    assert.equal(itemWork([], 2), undefined);
  });
});
