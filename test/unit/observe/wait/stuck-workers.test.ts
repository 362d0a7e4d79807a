import assert from "node:assert/strict";
import { repeatedComplaint } from "../../../../observe/wait/stuck-workers";
import { heatRequest, jobObject, podObject } from "../../../fake-kubernetes/objects";
import { type Happening, virtualWait } from "../../../fake-kubernetes/virtual-wait";
import { kuardLogs } from "../../../fixtures/kuard-logs";

const request = heatRequest({ kind: "queue", items: 4 });

/** Two workers run; their logs grow to `seconds` lines, as kuard's do. */
function workers(a: (seconds: number) => readonly string[], b = a): Happening[] {
  const [first, second] = ["parallel-1-a", "parallel-1-b"] as const;
  const logs = Array.from({ length: 60 }, (_, second) => second).map((now): Happening => ({
    atMs: 1_000 * now + 1,
    change: (cluster) => {
      cluster.logs.set(first, a(now));
      cluster.logs.set(second, b(now));
    },
  }));
  return [
    { atMs: 0, change: (cluster) => cluster.put("jobs", jobObject({ spec: { completions: undefined } })) },
    ...[first, second].map((name): Happening => ({
      atMs: 0,
      change: (cluster) => cluster.put("pods", podObject({ name, phase: "Running" })),
    })),
    ...logs,
  ];
}

describe("Workers that do nothing but complain", () => {
  const causes = [
    ["no name for it", kuardLogs.noSuchHost, /lookup queue .*no such host/, /not “queue”/],
    ["nobody to ask for its name", kuardLogs.noNameServer, /lookup queue .*connection refused/, /not “queue”/],
    ["nobody at its port", kuardLogs.refused, /connection refused/, /ask at the port on which the queue listens/],
    [
      "no queue of that name",
      kuardLogs.noSuchQueue,
      /HTTP Error: 400 Bad Request/,
      /its name must be the same in both/,
    ],
  ] as const;
  for (const [what, log, came, next] of causes) {
    it(`end the wait with QueueUnreached long before the deadline where they find no queue: ${what}`, async () => {
      const { error, tookMs } = await virtualWait(request, workers(log));
      assert.equal(error?.name, "QueueUnreached");
      assert.match(
        error.message,
        /got workers that find no queue: worker parallel-1-a and all others that run repeat:/,
      );
      assert.match(error.message, came);
      assert.match(error.message, next);
      assert.ok(tookMs < 60_000, String(tookMs));
    });
  }

  it("end the wait with WorkersDoNotEnd where they find it empty for ever", async () => {
    const { error, tookMs } = await virtualWait(request, workers(kuardLogs.empty));
    assert.equal(error?.name, "WorkersDoNotEnd");
    assert.match(error.message, /--keygen-exit-on-complete/);
    assert.ok(tookMs < 60_000, String(tookMs));
  });

  it("are waited for while one of them works, or has stopped complaining", async () => {
    const busy = workers(kuardLogs.empty, () => kuardLogs.worker);
    const found = workers((seconds) => kuardLogs.refused(Math.min(seconds, 25)));
    for (const happenings of [busy, found]) {
      const { error } = await virtualWait({ ...request, timeoutSeconds: 100 }, happenings);
      assert.equal(error?.name, "Deadline");
    }
  });

  it("are told from such as make items of their own: NotFromQueue", async () => {
    const { error, tookMs } = await virtualWait(request, workers(kuardLogs.withoutQueue));
    assert.equal(error?.name, "NotFromQueue");
    assert.match(error.message, /worker parallel-1-a has made \d+ items or more, but 4 were put into the queue/);
    assert.match(error.message, /--keygen-memq-server/);
    assert.ok(tookMs < 60_000, String(tookMs));
  });

  it("are told by one line that comes for 20 s, and is no item", () => {
    const lines = (texts: readonly string[], seconds = 5) =>
      texts.map((text, index) => ({ at: kuardLogs.at(index * seconds), text }));
    const again = Array.from({ length: 5 }, (_, index) => `attempt ${index}: connection refused`);
    assert.equal(repeatedComplaint(lines(again), "")?.text, "attempt 4: connection refused");
    assert.equal(repeatedComplaint(lines(again, 4), ""), undefined);
    assert.equal(repeatedComplaint(lines([...again, "item done"]), ""), undefined);
    assert.equal(repeatedComplaint(lines(again), "attempt"), undefined);
    assert.equal(repeatedComplaint(lines(again.map(() => "still computing")), ""), undefined);
    assert.equal(repeatedComplaint([], ""), undefined);
  });
});
