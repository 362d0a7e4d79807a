import assert from "node:assert/strict";
import { heatTiming } from "../../../../observe/record/assemble-timing";
import type { Fact } from "../../../../observe/state/heat-state";
import { heatRequest, jobObject } from "../../../fake-kubernetes/objects";
import { event, job, pod, stateOf } from "../state/facts";
import { about, at, ran, record } from "./ran";

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

  it("leaves a heat out whose Secret came late, with the kubelet's words about it, also where nobody watched", () => {
    const message = 'Error: secret "late" not found';
    const subject = { ...about("a"), fieldPath: "spec.containers{kuard}" };
    const failed = event({ name: "f.1", reason: "Failed", message, subject, at: at(1) });
    const init = { ...about("a"), fieldPath: "spec.initContainers{before}" };
    const early = event({ name: "s.0", reason: "Started", subject: init, at: at(2) });
    const later = event({ name: "s.1", reason: "Started", subject, at: at(17) });
    const seen = pod({ name: "a", waiting: { reason: "CreateContainerConfigError" } });
    for (const facts of [[seen, ...two], two, [mount(1), ...two]]) {
      assert.deepEqual(record([...facts, failed, early, later]).disturbances, [
        '1 pod could not start at first, for up to 16.0 s (Error: secret "late" not found).',
      ]);
    }
  });

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
