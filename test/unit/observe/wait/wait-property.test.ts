import assert from "node:assert/strict";
import fc from "fast-check";
import type { FakeObject } from "../../../fake-kubernetes/fake-cluster";
import type { Fault, ScriptedFault } from "../../../fake-kubernetes/faults";
import { eventObject, heatRequest, jobObject, podObject } from "../../../fake-kubernetes/objects";
import { virtualWait } from "../../../fake-kubernetes/virtual-wait";
import type { Happening, VirtualWait } from "../../../fake-kubernetes/virtual-wait";

const TIMEOUT_SECONDS = 120;
/** Reading what a complete heat left behind has bounds of its own: pods and events, then the rest. */
const GATHERING_MS = 2 * 60_000;
const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 10_000);

const POD_STATES = [
  { phase: "Pending" },
  { phase: "Running" },
  { phase: "Succeeded", exitCode: 0 },
  { phase: "Failed", exitCode: 1 },
  { waiting: { reason: "ImagePullBackOff", message: "no such image" } },
  { waiting: { reason: "CreateContainerConfigError", message: "no such secret" } },
  { waiting: { reason: "ContainerCreating" } },
  { unschedulable: "0/1 nodes are available" },
  { phase: "Running", restarts: 2 },
] as const;

const CONDITIONS = [[], ["SuccessCriteriaMet"], ["FailureTarget"], ["Complete"], ["Failed"], ["Suspended"]] as const;

const atMs = fc.integer({ min: 0, max: TIMEOUT_SECONDS * 1_100 });

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        atMs,
        name: fc.constantFrom("parallel-1-a", "parallel-1-b", "parallel-1-c"),
        state: fc.constantFrom(...POD_STATES),
      })
      .map(
        ({ atMs: at, name, state }) =>
          ({
            atMs: at,
            change: (cluster) => cluster.put("pods", podObject({ name, ...state })),
          }) satisfies Happening,
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ atMs, conditions: fc.constantFrom(...CONDITIONS), succeeded: fc.nat(2), failed: fc.nat(1) })
      .map(
        ({ atMs: at, conditions, ...status }) =>
          ({
            atMs: at,
            change: (cluster) => {
              // Kubernetes takes no terminal condition back, and a deleted Job does not come back by itself.
              const before = cluster.list({ resource: "jobs" }).items[0];
              if (!before || isTerminal(before)) return;
              const { metadata } = before;
              cluster.put(
                "jobs",
                jobObject({ uid: metadata?.uid ?? "", metadata: metadata ?? {}, conditions, status }),
              );
            },
          }) satisfies Happening,
      ),
  },
  atMs.map((at): Happening => ({ atMs: at, change: (cluster) => cluster.remove("pods", "parallel-1-a") })),
  atMs.map((at): Happening => ({ atMs: at, change: (cluster) => cluster.remove("jobs", "parallel-1") })),
  atMs.map((at): Happening => ({
    atMs: at,
    change: (cluster) => {
      cluster.remove("jobs", "parallel-1");
      cluster.put("jobs", jobObject({ uid: "another", conditions: ["Complete"] }));
    },
  })),
  atMs.map((at): Happening => ({
    atMs: at,
    change: (cluster) =>
      cluster.put(
        "events",
        eventObject({ name: `refused.${at}`, reason: "FailedCreate", message: "exceeded quota: q" }),
      ),
  })),
  fc.tuple(atMs, fc.constantFrom("FailedMount", "Pulling", "FailedScheduling")).map(([at, reason]): Happening => ({
    atMs: at,
    change: (cluster) => {
      const subject = { name: "parallel-1-a", uid: "uid-of-parallel-1-a" };
      const type = reason === "Pulling" ? "Normal" : "Warning";
      cluster.put("events", eventObject({ name: `start.${at}`, type, reason, message: "no such volume", subject }));
    },
  })),
  atMs.map((at): Happening => ({
    atMs: at,
    change: (cluster) => {
      cluster.compact();
    },
  })),
  fc.tuple(atMs, fc.constantFrom("jobs", "pods", "events")).map(([at, resource]): Happening => ({
    atMs: at,
    change: (cluster) => {
      cluster.repeat(resource, (changes) => changes.toReversed());
    },
  })),
);

const fault: fc.Arbitrary<Fault> = fc.constantFrom<Fault[]>(
  { how: "drop" },
  { how: "hang" },
  { how: "stall" },
  { how: "garbage" },
  { how: "half-line" },
  { how: "slow", ms: 20_000 },
  { how: "cut", lines: 1 },
  { how: "error-line", code: 410 },
  { how: "error-line", code: 500 },
  { how: "status", status: 401 },
  { how: "status", status: 403 },
  { how: "status", status: 404 },
  { how: "status", status: 410 },
  { how: "status", status: 500 },
);

const scripted: fc.Arbitrary<ScriptedFault> = fc
  .record({
    verb: fc.constantFrom("list", "watch", undefined),
    resource: fc.constantFrom("jobs", "pods", "events", "pods/log", undefined),
    skip: fc.nat(6),
    times: fc.constantFrom(1, 2, 5, 1_000_000),
    fault,
  })
  .map(({ verb, resource, ...rest }) => ({ ...rest, ...(verb && { verb }), ...(resource && { resource }) }));

/** So many completions are not watched closely. */
const VERY_MANY = 1_001;

for (const [whose, completions, runs] of [
  ["Every wait", 2, RUNS],
  ["Every wait for very many pods", VERY_MANY, RUNS / 5],
] as const) {
  describe(whose, () => {
    it(`ends by its deadline and tells no lie, whatever happens (${runs} random sequences)`, async function () {
      const rejections: unknown[] = [];
      const onRejection = (error: unknown) => rejections.push(error);
      process.on("unhandledRejection", onRejection);
      const ends = new Map<string, number>();
      await fc.assert(
        fc.asyncProperty(
          fc.array(happening, { maxLength: 12 }),
          fc.array(scripted, { maxLength: 3 }),
          async (happenings, faults) => {
            const begin: Happening = { atMs: 0, change: (cluster) => cluster.put("jobs", jobObject({ completions })) };
            const wait = await virtualWait(
              heatRequest({ timeoutSeconds: TIMEOUT_SECONDS }),
              [begin, ...happenings],
              faults,
            );
            const end = wait.timing ? "complete" : (wait.error?.name ?? "");
            ends.set(end, (ends.get(end) ?? 0) + 1);
            assertTrue(wait);
          },
        ),
        { numRuns: runs, seed: 1967 },
      );
      process.off("unhandledRejection", onRejection);
      assert.deepEqual(rejections, []);
      // Not vacuous: each kind of end has come about.
      for (const end of [
        "complete",
        "JobFailed",
        "JobGone",
        "JobReplaced",
        "ImagePull",
        "PodsRefused",
        "PodNotStarted",
        "Deadline",
      ]) {
        assert.ok((ends.get(end) ?? 0) > 0, `${end} never came; ${JSON.stringify([...ends])}`);
      }
    });
  });
}

function assertTrue({ timing, error, tookMs, cluster }: VirtualWait): void {
  const deadlineMs = TIMEOUT_SECONDS * 1_000;
  const job = cluster.list({ resource: "jobs" }).items.find(({ metadata }) => metadata?.uid === timing?.uid);
  if (timing) {
    // It may be gone by the end of the gathering, but it is not another one, and not one that failed.
    assert.ok(job === undefined || has(job, "Complete"), "a success that the final state denies");
    assert.equal(timing.durationSeconds, 9);
    assert.ok(tookMs <= deadlineMs + GATHERING_MS, `took ${tookMs} ms`);
    return;
  }
  assert.ok(error);
  assert.ok("reason" in error, error.stack);
  // A failed container's log may still be on its way: that has a bound as well.
  assert.ok(tookMs <= deadlineMs + 15_000, `${error.name} took ${tookMs} ms`);
  assert.match(error.message, /: expected .*, got [\s\S]*\nNext: /);
  const own = cluster.list({ resource: "jobs" }).items.find(({ metadata }) => metadata?.uid === heatRequest().uid);
  if (error.name === "JobGone" || error.name === "JobReplaced") assert.equal(own, undefined, "it is there");
}

function isTerminal(job: FakeObject): boolean {
  return has(job, "Complete") || has(job, "Failed");
}

function has({ status }: FakeObject, type: string): boolean {
  const { conditions } = (status ?? {}) as { conditions?: { type: string }[] };
  return (conditions ?? []).some((condition) => condition.type === type);
}
