import assert from "node:assert/strict";
import { leanLine } from "../../../../observe/api/lean-line";

const line = (object: object, type = "MODIFIED") => JSON.stringify({ type, object });
const managedFields = [
  { manager: "kubelet", fieldsV1: { "f:spec": { 'k:{"name":"a]}"}': {} }, "f:status": {} } },
  { manager: "scheduler", fieldsV1: { "f:spec": {} } },
];

describe("A line of a watch", () => {
  for (const [what, rest] of [
    ["a pod", { spec: { nodeName: "node-1" }, status: { phase: "Pending" } }],
    ["an event", { involvedObject: { uid: "u" }, reason: "Scheduled" }],
  ] as const) {
    it(`of ${what} is read without the record of who set which field`, () => {
      const metadata = { name: "a", uid: "u" };
      assert.deepEqual(JSON.parse(leanLine(line({ metadata: { ...metadata, managedFields }, ...rest }))), {
        type: "MODIFIED",
        object: { metadata, ...rest },
      });
    });
  }

  it("of a pod that has begun is read without what it is made of, but with its node; the first one in full", () => {
    const metadata = { name: "a", annotations: { tricky: '},"status":{"phase":"Running"' } };
    const spec = { containers: [{ name: "work", args: ['"nodeName":"other"'] }], nodeName: "node-1", tolerations: [] };
    for (const status of [
      { phase: "Succeeded", startTime: "now" },
      { observedGeneration: 1, phase: "Running" },
    ]) {
      assert.deepEqual(JSON.parse(leanLine(line({ metadata: { ...metadata, managedFields }, spec, status }))), {
        type: "MODIFIED",
        object: { metadata, spec: { nodeName: "node-1" }, status },
      });
      assert.deepEqual(
        JSON.parse(leanLine(line({ metadata: { ...metadata, managedFields }, spec, status }, "ADDED"))),
        {
          type: "ADDED",
          object: { metadata, spec, status },
        },
      );
    }
    const pending = { metadata, spec: { ...spec, schedulerName: "own" }, status: { phase: "Pending" } };
    assert.deepEqual(JSON.parse(leanLine(line({ ...pending, metadata: { ...metadata, managedFields } }))), {
      type: "MODIFIED",
      object: pending,
    });
  });

  it("is as it was where that record is not the last part of the metadata, or is not there", () => {
    for (const text of [
      line({ metadata: { managedFields, name: "a" }, data: {} }),
      line({ metadata: { name: "a" }, spec: {} }),
      "half a li",
    ]) {
      assert.equal(leanLine(text), text);
    }
  });
});
