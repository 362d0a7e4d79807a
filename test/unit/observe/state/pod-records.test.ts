import assert from "node:assert/strict";
import { podFacts } from "../../../../observe/state/pod-facts";
import { PodRecords } from "../../../../observe/state/pod-records";

describe("What is known of a pod", () => {
  it("keeps what it asked for where a later sight does not say it again", () => {
    const records = new PodRecords();
    const see = (resourceVersion: string, phase: string, spec: object) => {
      const facts = podFacts({ metadata: { uid: "u", name: "a", resourceVersion }, spec, status: { phase } });
      assert.ok(facts);
      records.see(facts, false, 0);
    };
    see("1", "Pending", { containers: [{ name: "work", resources: { requests: { cpu: "250m" } } }] });
    see("2", "Succeeded", { nodeName: "node-1" });
    const { phase, node, requests } = records.byUid.get("u")?.facts ?? {};
    assert.deepEqual([phase, node, requests], ["Succeeded", "node-1", { cpu: 0.25 }]);
  });
});
