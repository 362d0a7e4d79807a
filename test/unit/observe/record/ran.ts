import { heatTiming } from "../../../../observe/record/assemble-timing";
import type { Fact } from "../../../../observe/state/heat-state";
import type { JobSketch } from "../../../fake-kubernetes/objects";
import { heatRequest, jobObject } from "../../../fake-kubernetes/objects";
import { job, pod, stateOf } from "../state/facts";

/** So many seconds after the heat's begin, as Kubernetes writes it. */
export const at = (seconds: number) =>
  new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().replace(".000Z", "Z");

/** The subject of an event about this pod. */
export const about = (name: string) => ({ name, uid: `uid-of-${name}` });

/** A pod that was created, scheduled and ended at these seconds. */
export function ran(name: string, created: number, scheduled: number, ended: number): Fact {
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

/** What is recorded of a heat of which these facts were seen, and whose Job then was complete. */
export function record(facts: readonly Fact[], sketch: JobSketch = {}, more = {}) {
  const ended = { conditions: ["Complete"], status: { succeeded: sketch.completions ?? 2 }, ...sketch };
  const state = stateOf(...[...facts, job(ended, 9)].map((fact): [number, Fact] => [0, fact]));
  const gathered = { logs: new Map(), others: [], cluster: undefined, observedSeconds: 9 };
  const request = heatRequest({ completions: sketch.completions ?? 2, parallelism: sketch.completions ?? 2, ...more });
  return heatTiming({ ...gathered, request, job: jobObject({ ...sketch, conditions: [] }), state });
}
