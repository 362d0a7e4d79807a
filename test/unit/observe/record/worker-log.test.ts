import assert from "node:assert/strict";
import type { ApiRequest } from "../../../../observe/api/cluster-api";
import { systemClock } from "../../../../observe/api/clock";
import { DEFAULT_PATIENCE } from "../../../../observe/api/retry";
import type { WaitTools } from "../../../../observe/heat-request";
import { readLogTail, readWorkerTimes } from "../../../../observe/record/pod-log";
import { DEFAULT_GRACES } from "../../../../observe/wait/verdict";
import { statusFault } from "../../../../observe/api/api-fault";
import { heatRequest, jobObject, podObject } from "../../../fake-kubernetes/objects";
import { virtualWait } from "../../../fake-kubernetes/virtual-wait";
import { kuardLogs } from "../../../fixtures/kuard-logs";

const { at } = kuardLogs;

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
    assert.deepEqual(await read(showing(kuardLogs.worker), "Item done"), {
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

  it("tells starts from ends where the pattern has a group named start", async () => {
    const marked = [
      `${at(0)} Item taken: work-item-3`,
      OURS[0] ?? "",
      `${at(1)} Item taken: work-item-7`,
      OURS[1] ?? "",
    ];
    const pattern = "Item (?:(?<start>taken): |done: .*\\()(?<item>[^)\\s]+)";
    const { items, itemsAt, startsAt } = await read(showing(marked), pattern);
    assert.deepEqual([items, itemsAt, startsAt], [["work-item-3", "work-item-7"], [at(1), at(2)], [at(0), at(1)]]); // prettier-ignore
  });

  it("begins with what the worker did before its container was restarted", async () => {
    const { items, firstAt } = await read(showing(OURS.slice(1), OURS.slice(0, 1)), NAMED, 1);
    assert.deepEqual([items, firstAt], [["work-item-3", "work-item-7"], at(1)]);
  });

  it("begins with what was kept of it while it ran, for the kubelet forgets that once it ends", async () => {
    const gone = showing(OURS.slice(1));
    const kept = [{ itemsAt: [at(1)], items: ["work-item-3"], firstAt: at(1) }];
    const request = { ...queue, itemPattern: NAMED };
    const pod = { name: "a", restarts: 1 };
    const { items, isPartial } = await readWorkerTimes(
      { tools: gone, request, signal: new AbortController().signal },
      pod,
      kept,
    );
    assert.deepEqual([items, isPartial], [["work-item-3", "work-item-7"], undefined]);
  });

  it("is partial where nobody has the log of an earlier run", async () => {
    const tools = showing(OURS.slice(1));
    const lines: typeof tools.api.lines = (request, onLine, signal) =>
      request.query?.["previous"] === "true"
        ? Promise.reject(statusFault(400, "get pods/log", "previous terminated container not found"))
        : tools.api.lines(request, onLine, signal);
    const { items, isPartial } = await read({ ...tools, api: { ...tools.api, lines } }, NAMED, 1);
    assert.deepEqual([items, isPartial], [["work-item-7"], true]);
    // A kubelet that has removed the log says so in its stead, without an error.
    const removed = showing(OURS.slice(1), ["unable to retrieve container logs for containerd://0a1b2c"]);
    assert.equal((await read(removed, NAMED, 1)).isPartial, true);
  });
});

describe("The last lines of a log", () => {
  const tail = (lines: readonly string[]) =>
    readLogTail({ tools: showing(lines), request: heatRequest(), signal: new AbortController().signal }, "a", {
      container: "kuard",
      previous: false,
    });

  it("are ten, after the one that says what flag the program does not know", async () => {
    const usage = Array.from({ length: 20 }, (_, index) => `  -flag-${index} int`);
    assert.deepEqual(await tail(usage), usage.slice(-10));
    const misused = await tail(["flag provided but not defined: -memq-address", "Usage of keygen:", ...usage]);
    assert.deepEqual(misused, ["flag provided but not defined: -memq-address", "…", ...usage.slice(-10)]);
  });
});

describe("The log of a worker that is restarted", () => {
  it("is read while the heat runs, before the worker ends and the kubelet forgets it", async () => {
    const marked = (pod: string) => `${at(1)} Item done: (${pod})`;
    const pod = (restarts: number, phase: string) => podObject({ name: "parallel-1-a", restarts, phase });
    const { timing } = await virtualWait(
      heatRequest({ kind: "queue", items: 2, parallelism: 1, itemPattern: "done: \\((?<item>\\w+)\\)" }),
      [
        { atMs: 0, change: (cluster) => cluster.put("jobs", jobObject({ spec: { completions: undefined } })) },
        { atMs: 1, change: (cluster) => cluster.put("pods", pod(0, "Running")) },
        { atMs: 100, change: (cluster) => cluster.logs.set("parallel-1-a", [marked("before")]) },
        { atMs: 101, change: (cluster) => cluster.put("pods", pod(1, "Running")) },
        { atMs: 500, change: (cluster) => cluster.logs.set("parallel-1-a", [marked("after")]) },
        { atMs: 501, change: (cluster) => cluster.put("pods", pod(1, "Succeeded")) },
        { atMs: 600, change: (cluster) => cluster.put("jobs", jobObject({ conditions: ["Complete"], spec: { completions: undefined } })) }, // prettier-ignore
      ],
    );
    assert.deepEqual(timing?.ledger, { enqueued: 2, done: 2, distinct: 2, lost: 0, duplicates: 0 });
  });
});
