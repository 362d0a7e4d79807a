import assert from "node:assert/strict";
import { ledgerDisturbances, ledgerOf } from "../../../../observe/record/ledger";
import type { LogTimes } from "../../../../observe/record/pod-log";
import { heatRequest } from "../../../fake-kubernetes/objects";
import { pod, stateOf } from "../state/facts";

const request = heatRequest({ kind: "queue", items: 4 });
const state = stateOf([0, pod({ name: "a", phase: "Succeeded" })], [0, pod({ name: "b", phase: "Succeeded" })]);
const at = "2026-01-01T00:00:01.000000000Z";
const log = (...items: string[]): LogTimes => ({ itemsAt: items.map(() => at), items });
const lines = (count: number): LogTimes => ({ itemsAt: Array.from({ length: count }, () => at) });

function ledger(...logs: LogTimes[]) {
  return ledgerOf(request, state, new Map(logs.map((it, index) => [`uid-of-${["a", "b"][index] ?? ""}`, it])));
}

describe("The ledger of a queue", () => {
  it("is empty for a lane that has no queue", () => {
    assert.equal(ledgerOf(heatRequest(), state, new Map()), undefined);
  });

  it("holds each item once where all went well", () => {
    const found = ledger(log("w-0", "w-2"), log("w-1", "w-3"));
    assert.deepEqual(found, { enqueued: 4, done: 4, distinct: 4, lost: 0, duplicates: 0 });
    assert.deepEqual(ledgerDisturbances(found), []);
  });

  it("tells lost items from doubled ones by their names", () => {
    const found = ledger(log("w-0", "w-2"), log("w-2", "w-3"));
    assert.deepEqual(found, { enqueued: 4, done: 4, distinct: 3, lost: 1, duplicates: 1, doubled: ["w-2"] });
    assert.deepEqual(ledgerDisturbances(found), ["1 of 4 items was lost.", "1 item was done twice: w-2."]);
  });

  it("counts lines where the pattern has no group named item", () => {
    assert.deepEqual(ledger(lines(1), lines(2)), { enqueued: 4, done: 3, distinct: 3, lost: 1, duplicates: 0 });
    assert.deepEqual(ledger(lines(3), lines(2)), { enqueued: 4, done: 5, distinct: 4, lost: 0, duplicates: 1 });
  });

  it("says so when a worker's log could not be read", () => {
    const found = ledger(log("w-0", "w-1"));
    assert.deepEqual(found, { enqueued: 4, done: 2, distinct: 2, lost: 2, duplicates: 0, unreadWorkers: 1 });
    assert.deepEqual(ledgerDisturbances(found), [
      "2 of 4 items were lost; the logs of 1 worker could not be read in full.",
    ]);
  });

  it("always adds up", () => {
    for (const logs of [[log()], [log("w-0"), log("w-0", "w-1", "w-1")], [lines(4), lines(4)], [log("x"), lines(2)]]) {
      const found = ledger(...logs);
      assert.ok(found);
      assert.equal(found.enqueued, found.distinct + found.lost);
      assert.equal(found.done, found.distinct + found.duplicates);
    }
  });
});
