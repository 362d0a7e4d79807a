import assert from "node:assert/strict";
import { podFacts } from "../../../../observe/state/pod-facts";
import type { PodSort } from "../../../../observe/state/heat-state";
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

  it("is over for those that a list of their sort has no more, and for no others", () => {
    const records = new PodRecords();
    const facts = (name: string, resourceVersion: string, phase: string, nodeName?: string) => {
      const spec = nodeName === undefined ? {} : { nodeName };
      const found = podFacts({ metadata: { uid: name, name, resourceVersion }, spec, status: { phase } });
      assert.ok(found);
      return found;
    };
    const seen = [
      facts("ended", "1", "Succeeded", "n"),
      facts("running", "2", "Running", "n"),
      facts("starting", "3", "Pending", "n"),
      facts("unplaced", "4", "Pending"),
      facts("newer", "9", "Pending"),
    ];
    const gone = () => [...records.byUid.values()].filter((record) => record.gone).map((record) => record.facts.name);
    const list = (among?: PodSort) =>
      records.seeAll({ kind: "pods", pods: [], resourceVersion: "8", ...(among && { among }) }, 0);
    for (const pod of seen) records.see(pod, false, 0);
    list("unplaced");
    assert.deepEqual(gone(), ["unplaced"]);
    list("pending");
    assert.deepEqual(gone(), ["starting", "unplaced"]);
    list("ended");
    assert.deepEqual(gone(), ["ended", "starting", "unplaced"]);
    records.see(facts("starting", "7", "Succeeded", "n"), false, 0);
    assert.deepEqual([gone(), records.counts.succeeded], [["ended", "unplaced"], 2], "it had begun, and tells its end");
    list();
    assert.deepEqual(gone(), ["ended", "running", "starting", "unplaced"]);
  });
});
