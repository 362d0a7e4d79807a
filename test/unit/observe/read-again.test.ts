import assert from "node:assert/strict";
import { readAgain } from "../../../observe/read-again";
import type { HeatRequest } from "../../../observe/heat-request";
import type { HeatTiming } from "../../../observe/heat-timing";
import { fastTools, fastWait } from "../../fake-kubernetes/fast-wait";
import { startFakeKubernetes } from "../../fake-kubernetes/fake-kubernetes";
import type { FakeKubernetes } from "../../fake-kubernetes/fake-kubernetes";
import { applySteps, recording, requestFor } from "../../fake-kubernetes/replay";

const recorded = recording("success");
const request = requestFor(recorded);

describe("A finished heat whose pattern changed", () => {
  let fake: FakeKubernetes;
  let old: HeatTiming;
  beforeEach(async () => {
    fake = await startFakeKubernetes();
    applySteps(fake.cluster, recorded.steps);
    for (const [pod, lines] of Object.entries(recorded.logs)) fake.cluster.logs.set(pod, lines);
    const { timing } = await fastWait(fake, { ...request, itemPattern: "no such line" });
    assert.ok(timing);
    old = { ...timing, observedSeconds: 12.5 };
  });
  afterEach(() => fake.stop());

  async function again(more: Partial<HeatRequest> = {}): Promise<HeatTiming> {
    const tools = fastTools(fake);
    try {
      return await readAgain(tools, { ...request, timeoutSeconds: 2, ...more }, old);
    } finally {
      tools.api.close();
    }
  }

  it("is read again while all is there, and keeps what only its wait saw", async () => {
    assert.ok(old.pods.every(({ itemsAt }) => itemsAt.length === 0));
    assert.match(old.remarks?.join() ?? "", /0 of 1 items are marked, no line matches; set `itemPattern`/);
    const fresh = await again();
    assert.ok(fresh.pods.every(({ itemsAt }) => itemsAt.length === 1));
    assert.equal(fresh.observedSeconds, 12.5);
    // It had ended before it was first read, and that stays true.
    assert.deepEqual(
      fresh.remarks,
      old.remarks?.filter((remark) => remark.startsWith("Nobody watched")),
    );
  });

  for (const [what, lose, why] of [
    [
      "its events are gone",
      () => {
        for (const { metadata } of fake.cluster.list({ resource: "events" }).items)
          fake.cluster.remove("events", metadata?.name ?? "");
      },
      /events are gone/,
    ],
    [
      "a pod is gone",
      () => {
        fake.cluster.remove("pods", old.pods[0]?.name ?? "");
      },
      /1 of its 4 pods is gone/,
    ],
    [
      "its logs are gone",
      () => {
        fake.cluster.logs.clear();
      },
      /events or logs of 4 of its 4 pods are gone/,
    ],
    [
      "its Job is gone",
      () => {
        fake.cluster.remove("jobs", request.job);
      },
      /JobGone/,
    ],
    ["the cluster is gone", () => fake.stop(), /no answer from the Kubernetes API|ECONNREFUSED/],
  ] as const) {
    it(`is kept, with a sentence, when ${what}`, async () => {
      await lose();
      const { remarks = [], ...rest } = await again();
      const { remarks: before = [], ...same } = old;
      assert.deepEqual(rest, same);
      assert.deepEqual(remarks.slice(0, -1), before);
      assert.match(
        remarks.at(-1) ?? "",
        /^Kept as it was first read, not by the pattern “Item done” in container “kuard”: /,
      );
      assert.match(remarks.at(-1) ?? "", why);
    });
  }
});
