import assert from "node:assert/strict";
import { nodeFacts } from "../../../../observe/record/cluster-facts";

const node = (cpu: string, memory: string, unschedulable = false) => ({
  spec: { unschedulable },
  status: { allocatable: { cpu, memory } },
});

describe("The facts of the nodes", () => {
  it("are of each node that takes pods, and of all together", () => {
    assert.deepEqual(nodeFacts([node("1930m", "2Gi"), node("8", "32Gi", true), node("4", "1Gi")]), {
      nodes: 2,
      allocatableCpu: 5.93,
      allocatableMemoryBytes: 3 * 2 ** 30,
      allocatable: [
        { cpu: 1.93, memoryBytes: 2 * 2 ** 30 },
        { cpu: 4, memoryBytes: 2 ** 30 },
      ],
    });
  });

  it("do not list very many nodes, because every heat keeps them", () => {
    const facts = nodeFacts(Array.from({ length: 33 }, () => node("2", "1Gi")));
    assert.equal(facts.allocatableCpu, 66);
    assert.ok(!("allocatable" in facts));
  });
});
