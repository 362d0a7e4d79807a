import assert from "node:assert/strict";
import { evenly } from "../../../../observe/record/read-logs";
import { answeringNodes } from "../../../../observe/record/answering-nodes";
import { apiFault } from "../../../../observe/api/api-fault";
import { heatRequest, jobObject, podObject } from "../../../fake-kubernetes/objects";
import { virtualClock } from "../../../fake-kubernetes/virtual-clock";
import { virtualWait, type Happening } from "../../../fake-kubernetes/virtual-wait";
import type { ScriptedFault } from "../../../fake-kubernetes/faults";

const line = "2026-01-01T00:00:02.000000001Z Item done";

function heatOf(completions: number, faults: ScriptedFault[] = []) {
  const complete: Happening = {
    atMs: 0,
    change: (cluster) => {
      cluster.put("jobs", jobObject({ completions, conditions: ["Complete"] }));
      for (let index = 0; index < completions; index += 1) {
        const name = `parallel-1-${String(index).padStart(5, "0")}`;
        cluster.put("pods", podObject({ name, phase: "Succeeded", exitCode: 0 }));
        cluster.logs.set(name, [line]);
      }
    },
  };
  return virtualWait(heatRequest({ completions, items: completions }), [complete], faults);
}

describe("The logs of a heat", () => {
  it("are all read of 1,000 pods", async () => {
    const { timing, said } = await heatOf(1_000);
    assert.equal(timing?.pods.filter(({ firstLogAt }) => firstLogAt !== undefined).length, 1_000);
    assert.doesNotMatch(said.join("\n"), /logs/);
  });

  it("are read of a sample of more pods, with the first, the last and an even spread, and it is said", async () => {
    const { timing, said, requests } = await heatOf(2_500);
    const read = timing?.pods.flatMap(({ firstLogAt }, index) => (firstLogAt === undefined ? [] : [index])) ?? [];
    assert.equal(requests.filter((request) => request === "get pods/log").length, 1_000);
    assert.deepEqual([read.length, read[0], read.at(-1)], [1_000, 0, 2_499]);
    assert.ok(read.every((index, at) => at === 0 || index - (read[at - 1] ?? NaN) <= 3));
    assert.match(said.join("\n"), /logs of 1000 of 2500 pods are read, evenly spread from first to last/);
  });

  it("are given up within seconds where the node does not answer, and the heat is recorded without them", async () => {
    const { timing, tookMs, said } = await heatOf(300, [{ resource: "pods/log", fault: { how: "hang" } }]);
    assert.equal(timing?.durationSeconds, 9);
    assert.ok(tookMs < 15_000, `took ${tookMs} ms`);
    assert.match(
      said.join("\n"),
      /the logs of 300 pods could not be read, node node-1 answers for logs no more: no answer within 5 s/,
    );
  });

  it("are read in spite of some failures", async () => {
    const faults: ScriptedFault[] = [{ resource: "pods/log", times: 12, fault: { how: "status", status: 500 } }];
    const { timing } = await heatOf(20, faults);
    assert.ok(timing?.pods.every(({ itemsAt }) => itemsAt.length === 1));
  });

  it("are asked for once where that is forbidden", async () => {
    const faults: ScriptedFault[] = [{ resource: "pods/log", fault: { how: "status", status: 403 } }];
    const { timing, requests } = await heatOf(300, faults);
    assert.equal(timing?.pods.length, 300);
    assert.ok(requests.filter((request) => request === "get pods/log").length <= 16);
  });

  it("are given up for that node alone: another one's are still read", async () => {
    const clock = virtualClock();
    await clock.run(async () => {
      const nodes = answeringNodes(clock, 5_000);
      const silence = apiFault("transient", "no answer within 5 s");
      nodes.answered("well");
      await clock.sleep(5_000);
      nodes.failed("dead", 0, silence);
      nodes.throwIfGivenUp("dead");
      nodes.failed("dead", 0, silence);
      assert.throws(() => {
        nodes.throwIfGivenUp("dead");
      }, /node dead answers for logs no more/);
      nodes.throwIfGivenUp("well");
    });
  });
});

describe("Nodes that answer for logs", () => {
  for (const [failing, given] of [
    [2, "are still asked"],
    [3, "are all given up"],
  ] as const) {
    it(`${given} where ${failing} fail for 2 s and none has answered`, async () => {
      const clock = virtualClock();
      await clock.run(async () => {
        const nodes = answeringNodes(clock, 5_000);
        const refused = apiFault("transient", "connection refused");
        const names = Array.from({ length: failing }, (_, index) => `node-${index}`);
        for (const name of names) nodes.failed(name, 0, refused);
        await clock.sleep(2_000);
        for (const name of names) nodes.failed(name, 2_000, refused);
        const ask = () => {
          nodes.throwIfGivenUp("another");
        };
        if (failing < 3) assert.doesNotThrow(ask);
        else assert.throws(ask, /answers for logs no more: connection refused/);
      });
    });
  }
});

describe("An even spread", () => {
  it("keeps all of a short list, and the first and the last of a long one", () => {
    assert.deepEqual(evenly([1, 2, 3], 3), [1, 2, 3]);
    assert.deepEqual(evenly([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3), [0, 5, 10]);
  });
});
