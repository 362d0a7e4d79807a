import assert from "node:assert/strict";
import fc from "fast-check";
import { heatTiming } from "../../../../observe/record/assemble-timing";
import { eventFacts } from "../../../../observe/state/event-facts";
import { HeatRecord } from "../../../../observe/state/heat-record";
import type { Fact } from "../../../../observe/state/heat-state";
import { jobFacts } from "../../../../observe/state/job-facts";
import { podFacts } from "../../../../observe/state/pod-facts";
import type { RecordedStep } from "../../../fake-kubernetes/recording";
import { recording, requestFor } from "../../../fake-kubernetes/replay";

const recorded = recording("success");
const request = requestFor(recorded);

/** What a wait learns of one recorded step. */
function factsOf({ resource, object }: RecordedStep): Fact[] {
  const [job, pod, event] = [jobFacts(object), podFacts(object), eventFacts(object)];
  if (resource === "jobs") return job ? [{ kind: "job", job, listed: false }] : [];
  if (resource === "pods") return pod ? [{ kind: "pod", pod }] : [];
  return event ? [{ kind: "event", event }] : [];
}

describe("A healthy heat", () => {
  const facts = recorded.steps.flatMap(factsOf);
  const [job] = recorded.steps.flatMap(({ resource, object }) => (resource === "jobs" ? [object] : []));

  it("is never left out, in whatever order and however often a cluster tells of it (300 rounds)", () => {
    assert.ok(job);
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), fc.subarray(facts), (order, again) => {
        const state = new HeatRecord({ uid: request.uid, startMs: 0, deadlineMs: 600_000 });
        // Watches of three kinds keep no order between each other, and lists tell again what was told.
        for (const fact of [...order, ...again, ...facts]) state.learn(fact, 0);
        const gathered = { logs: new Map(), others: [], cluster: undefined, observedSeconds: 1 };
        const { disturbances, queuedSeconds, fitAtOnce } = heatTiming({ ...gathered, request, job, state });
        assert.deepEqual(
          { disturbances, queuedSeconds, fitAtOnce },
          { disturbances: [], queuedSeconds: undefined, fitAtOnce: undefined },
        );
      }),
      { numRuns: 300, seed: 30 },
    );
  });
});
