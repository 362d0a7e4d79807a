import assert from "node:assert/strict";
import type { ApiRequest } from "../../../../observe/api/cluster-api";
import { systemClock } from "../../../../observe/api/clock";
import { DEFAULT_PATIENCE } from "../../../../observe/api/retry";
import type { WaitTools } from "../../../../observe/heat-request";
import { readWorkerTimes } from "../../../../observe/record/pod-log";
import { DEFAULT_GRACES } from "../../../../observe/wait/verdict";
import { heatRequest } from "../../../fake-kubernetes/objects";

const at = (second: number) => `2026-01-01T00:00:0${second}.000000001Z`;

/** What kuard's consumer logs: it starts, retries for ever where it finds no queue, and ends without a word. */
const KUARD = [
  `${at(1)} 2026/01/01 00:00:01 Starting kuard version: v0.10.0-blue`,
  `${at(1)} 2026/01/01 00:00:01 (ID 0) MemQ Worker starting`,
  `${at(2)} 2026/01/01 00:00:02 (ID 0) Error talking to server: Post "http://queue:8080/memq/server/queues/keygen/dequeue": dial tcp 10.0.0.9:8080: connect: connection refused. Retrying after 1s.`,
  `${at(3)} 2026/01/01 00:00:03 (ID 0) Error talking to server: HTTP Error: 400 Bad Request. Retrying after 1s.`,
  `${at(5)} 2026/01/01 00:00:05 (ID 0) Item done: SHA256:5tW0Y0nZr9bJ6cVb1nQ8q7sM3k2h4xF9uL0aPqRsTuV`,
  `${at(8)} 2026/01/01 00:00:08 (ID 0) Item done: SHA256:9pL3mXc2VbN1aSdF4gHjK5lQwErT6yUiOpZxCvBnM8k`,
];
const OURS = [
  `${at(1)} 2026/01/01 00:00:01.000001 (ID 0) Item done: SHA256:aa (work-item-3)`,
  `${at(2)} 2026/01/01 00:00:02.000001 (ID 0) Item done: SHA256:bb (work-item-7)`,
];
const NAMED = "Item done: .*\\((?<item>[^)]+)\\)";

function showing(log: readonly string[], previous: readonly string[] = []): WaitTools {
  const lines = ({ query }: ApiRequest, onLine: (line: string) => void) => {
    (query?.["previous"] === "true" ? previous : log).forEach(onLine);
    return Promise.resolve();
  };
  const api = { lines, call: () => Promise.reject(new Error("not asked")), close: () => undefined };
  return { api, clock: systemClock(), patience: DEFAULT_PATIENCE, graces: DEFAULT_GRACES, say: () => undefined };
}

describe("A worker's log", () => {
  const queue = heatRequest({ kind: "queue", items: 10 });
  const read = (tools: WaitTools, itemPattern: string, restarts = 0) =>
    readWorkerTimes(
      { tools, request: { ...queue, itemPattern }, signal: new AbortController().signal },
      { name: "a", restarts },
    );

  it("is counted line by line where the items have no names, as kuard's", async () => {
    assert.deepEqual(await read(showing(KUARD), "Item done"), {
      firstAt: at(1),
      lastAt: at(8),
      itemsAt: [at(5), at(8)],
    });
  });

  it("gives the names of the items where the pattern has a group named item", async () => {
    const { items, itemsAt } = await read(showing(OURS), NAMED);
    assert.deepEqual(
      [items, itemsAt],
      [
        ["work-item-3", "work-item-7"],
        [at(1), at(2)],
      ],
    );
  });

  it("begins with what the worker did before its container was restarted", async () => {
    const { items, firstAt } = await read(showing(OURS.slice(1), OURS.slice(0, 1)), NAMED, 1);
    assert.deepEqual([items, firstAt], [["work-item-3", "work-item-7"], at(1)]);
  });
});
