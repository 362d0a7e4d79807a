import assert from "node:assert/strict";
import { heatTiming } from "../../../../observe/record/assemble-timing";
import type { Fact } from "../../../../observe/state/heat-state";
import type { JobSketch } from "../../../fake-kubernetes/objects";
import { heatRequest, jobObject } from "../../../fake-kubernetes/objects";
import { event, job, pod, stateOf } from "../state/facts";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().replace(".000Z", "Z");
const about = (name: string) => ({ name, uid: `uid-of-${name}` });

/** A pod that was created, scheduled and ended at these seconds. */
function ran(name: string, created: number, scheduled: number, ended: number): Fact {
  return pod(
    {
      name,
      createdAt: at(created),
      status: {
        phase: "Succeeded",
        conditions: [{ type: "PodScheduled", status: "True", lastTransitionTime: at(scheduled) }],
        containerStatuses: [
          { name: "kuard", restartCount: 0, state: { terminated: { exitCode: 0, finishedAt: at(ended) } } },
        ],
      },
    },
    5,
  );
}

function record(facts: readonly Fact[], sketch: JobSketch = {}, more = {}) {
  const ended = { conditions: ["Complete"], status: { succeeded: sketch.completions ?? 2 }, ...sketch };
  const state = stateOf(...[...facts, job(ended, 9)].map((fact): [number, Fact] => [0, fact]));
  const gathered = { logs: new Map(), others: [], cluster: undefined, observedSeconds: 9 };
  const request = heatRequest({ completions: sketch.completions ?? 2, parallelism: sketch.completions ?? 2, ...more });
  return heatTiming({ ...gathered, request, job: jobObject({ ...sketch, conditions: [] }), state });
}

describe("What stood in a heat's way", () => {
  const two = [ran("a", 0, 0, 5), ran("b", 0, 0, 5)];
  const mount = (seconds: number, reason = "FailedMount") =>
    event({
      name: `m.${seconds}`,
      reason,
      message: 'configmap "late" not found',
      subject: about("a"),
      at: at(seconds),
    });
  const started = (seconds: number) =>
    event({
      name: `s.${seconds}`,
      reason: "Started",
      message: "Started container",
      subject: about("a"),
      at: at(seconds),
    });

  for (const reason of ["FailedMount", "FailedAttachVolume", "FailedCreatePodSandBox"]) {
    it(`leaves a heat out whose pod could start late only, after ${reason}`, () => {
      const { disturbances } = record([...two, mount(1, reason), started(31)]);
      assert.deepEqual(disturbances, [
        `1 pod could not start at first, for up to 30.0 s (${reason}: configmap "late" not found).`,
      ]);
    });
  }

  it("is nothing where the kubelet only asked once more", () => {
    assert.deepEqual(record([...two, mount(1), started(1)]).disturbances, []);
  });

  it("leaves a heat out whose pod waited for a gate to be removed", () => {
    const before = pod({ name: "a", unschedulable: "", spec: { schedulingGates: [{ name: "example.com/gate" }] } });
    const { disturbances } = record([before, ran("a", 0, 13, 20), ran("b", 0, 13, 20)]);
    assert.deepEqual(disturbances, ["1 pod waited for a scheduling gate to be removed."]);
  });

  it("leaves a heat out that no scheduler looked at for a while", () => {
    const { disturbances } = record([ran("a", 0, 13, 20), ran("b", 0, 13, 20)]);
    assert.deepEqual(disturbances, ["The first pod waited 13 s until a scheduler gave it a node."]);
  });

  for (const [what, sketch, more, words] of [
    [
      "a success policy was content with fewer",
      { status: { succeeded: 1 } },
      {},
      "1 of 2 pods succeeded when it was complete",
    ],
    ["its parallelism was patched", {}, { parallelism: 1 }, "parallelism 2 instead of 1"],
    ["its completions are others", {}, { completions: 4, parallelism: 2 }, "completions 2 instead of 4"],
  ] as const) {
    it(`leaves a heat out whose Job is not as it was asked for: ${what}`, () => {
      assert.ok(record(two, sketch, more).disturbances.some((text) => text.includes(words)));
    });
  }

  it("leaves a heat out whose containers were changed", () => {
    const template = { spec: { containers: [{ name: "kuard", image: "another" }] } };
    const state = stateOf(
      ...[...two, job({ conditions: ["Complete"], status: { succeeded: 2 }, spec: { template } }, 9)].map(
        (fact): [number, Fact] => [0, fact],
      ),
    );
    const { disturbances } = heatTiming({
      request: heatRequest(),
      job: jobObject(),
      state,
      logs: new Map(),
      others: [],
      cluster: undefined,
      observedSeconds: 1,
    });
    assert.deepEqual(disturbances, ["The Job is not as it was asked for: its containers were changed."]);
  });
});

describe("A Job that a queue held back", () => {
  const suspended = job({ spec: { suspend: true }, status: { startTime: undefined } }, 2);
  const start = { startTime: at(40), completionTime: at(50) };

  it("is valid when it was resumed before any pod, and its time in the queue is told apart", () => {
    const pods = [ran("a", 40, 40, 45), ran("b", 41, 41, 46)];
    const timing = record([suspended, ...pods], { status: { succeeded: 2, ...start } });
    assert.deepEqual(timing.disturbances, []);
    assert.equal(timing.queuedSeconds, 40);
    assert.equal(timing.durationSeconds, 10);
  });

  it("is left out when a pod had been made before", () => {
    const pods = [ran("a", 3, 3, 45), ran("b", 41, 41, 46)];
    const timing = record([suspended, ...pods], { status: { succeeded: 2, ...start } });
    assert.match(timing.disturbances.join(), /suspended after its first pod/);
    assert.equal(timing.queuedSeconds, undefined);
  });

  it("is left out when nobody saw the pods that the suspension removed, but events tell of them", () => {
    const removal = event({ name: "parallel-1.1", reason: "SuccessfulDelete", message: "Deleted pod: a", at: at(20) });
    const timing = record([suspended, removal, ran("a", 41, 41, 46), ran("b", 41, 41, 46)], {
      status: { succeeded: 2, ...start },
    });
    assert.match(timing.disturbances.join(), /suspended after its first pod/);
  });
});

describe("More pods at once than have room", () => {
  const waits = (name: string) =>
    event({
      name: `w.${name}`,
      reason: "FailedScheduling",
      message: "0/1 nodes: 1 Insufficient cpu",
      subject: about(name),
    });

  it("is a property of the lane where each that waited took the place of another of the heat", () => {
    const pods = [ran("a", 0, 0, 4), ran("b", 0, 0, 4), ran("c", 0, 6, 10), ran("d", 0, 6, 10)];
    const timing = record([...pods, waits("c"), waits("d")], { completions: 4 });
    assert.equal(timing.fitAtOnce, 2);
    assert.deepEqual(timing.disturbances, []);
  });

  it("is a disturbance where a pod waited for somebody else's place", () => {
    const pods = [ran("a", 0, 0, 4), ran("b", 0, 40, 44)];
    const timing = record([...pods, waits("b")]);
    assert.equal(timing.fitAtOnce, undefined);
    assert.deepEqual(timing.disturbances, ["1 pod waited for room on a node."]);
  });
});
