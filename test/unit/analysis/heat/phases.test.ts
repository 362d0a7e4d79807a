import assert from "node:assert/strict";
import { criticalPath, isWhole } from "../../../../analysis/heat/critical-path";
import { phasesOf as measurePhases } from "../../../../analysis/heat/phases";
import { podSpan } from "../../../../analysis/heat/pod-span";
import { pod } from "./pod";
import { total } from "../total";

const first = pod("a", {
  created: 100,
  scheduled: 100.25,
  pulling: 100.5,
  pulled: 101,
  containerStarted: 101.5,
  lastLog: 104,
});
const second = pod("b", { created: 106, scheduled: 106.5, pulled: 107, containerStarted: 107.5, lastLog: 109 });

type Arguments = Parameters<typeof measurePhases>;
const phasesOf = (pods: Arguments[0], from: number, to: number, lane: Arguments[3]) =>
  measurePhases(pods, { at: from, width: 1e-6 }, { at: to, width: 1e-6 }, lane).phases;

describe("The phases", () => {
  it("divide the time of one pod after the other", () => {
    const phases = phasesOf([first, second].map(podSpan), 100, 112, { completions: 2, parallelism: 1 });
    assert.deepEqual(phases, {
      scheduleSeconds: 0.75,
      pullSeconds: 0.5,
      startSeconds: 1.75,
      workSeconds: 4,
      handOverSeconds: 2,
      completionLagSeconds: 3,
      unexplainedSeconds: 0,
    });
    assert.equal(total(phases), 12);
  });

  it("follow the pods that made the heat long, not the fast ones beside them", () => {
    const beside = pod("c", { created: 100, scheduled: 100.1, containerStarted: 100.2, lastLog: 100.3 });
    const phases = phasesOf([beside, first].map(podSpan), 100, 105, { completions: 2, parallelism: 2 });
    assert.equal(phases.workSeconds, 2.5);
    assert.equal(phases.startSeconds, 0.75);
    assert.equal(phases.completionLagSeconds, 1);
  });

  it("count the wait for a pod's creation at the start as schedule", () => {
    assert.equal(phasesOf([second].map(podSpan), 105, 110, { completions: 1 }).scheduleSeconds, 1.5);
  });

  it("leave unexplained what pods may have done that were not observed", () => {
    const phases = phasesOf([first, second].map(podSpan), 100, 112, { completions: 3, parallelism: 1 });
    assert.equal(phases.handOverSeconds, 0);
    assert.equal(phases.completionLagSeconds, 0);
    assert.equal(phases.unexplainedSeconds, 5);
    assert.equal(total(phases), 12);
  });

  it("are known as well as their ends are, added up along the path", () => {
    const coarse = { ...podSpan(second), scheduledResolutionSeconds: 1 };
    const { phaseResolutionSeconds } = measurePhases(
      [podSpan(first), coarse],
      { at: 100, width: 1e-6 },
      { at: 112, width: 0.5 },
      { completions: 2, parallelism: 1 },
    );
    // Creation, scheduled, pulling, pulled, start, end of the one; end, creation, scheduled, start, end of the other.
    assert.deepEqual(phaseResolutionSeconds, {
      scheduleSeconds: 1.000003,
      pullSeconds: 2e-6,
      startSeconds: 1.000005,
      workSeconds: 4e-6,
      handOverSeconds: 2e-6,
      completionLagSeconds: 0.500001,
      unexplainedSeconds: 0,
    });
  });

  it("end with the heat even if a clock says that a container went on", () => {
    const phases = phasesOf([first].map(podSpan), 100, 103, { completions: 1 });
    assert.equal(phases.workSeconds, 1.5);
    assert.equal(total(phases), 3);
  });
});

describe("The critical path", () => {
  const at = (name: string, created: number, start: number, end: number) =>
    podSpan(pod(name, { created, containerStarted: start, lastLog: end }));
  const names = (pods: ReturnType<typeof at>[], parallelism?: number): string[] =>
    criticalPath(pods.filter(isWhole), parallelism).map((it) => it.name);

  it("goes back from the pod that ended last to the one whose end made room for it", () => {
    // Two at once: c took the place of b, the first to end, although a ended just before c was created.
    const pods = [at("a", 0, 1, 4), at("b", 0, 1, 2), at("c", 4.5, 5, 9), at("d", 6, 6.5, 8)];
    assert.deepEqual(names(pods, 2), ["b", "c"]);
  });

  it("takes the pod that ended last before when retries break the count", () => {
    const pods = [at("a", 0, 1, 2), at("b", 3, 4, 5), at("c", 2.5, 3, 9)];
    assert.deepEqual(names(pods, 1), ["a", "c"]);
  });

  it("ends even when pods took no time at all", () => {
    const pods = [at("a", 5, 5, 5), at("b", 5, 5, 5), at("c", 5, 5, 5)];
    assert.ok(names(pods, 1).length >= 1);
    assert.ok(names(pods, 0).length >= 1);
  });

  it("of no pods is empty", () => {
    assert.deepEqual(names([], 1), []);
  });
});
