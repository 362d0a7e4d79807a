import assert from "node:assert/strict";
import type { Fact } from "../../../../observe/state/heat-state";
import { overlapping } from "../../../../observe/record/overlap";
import { disturbances } from "../../../../observe/record/disturbances";
import { JOB_UID } from "../../../fake-kubernetes/objects";
import { job, pod, event, stateOf } from "../state/facts";

describe("Disturbances", () => {
  const complete = job({ conditions: ["Complete"], status: { succeeded: 2 } }, 9);
  const workers = job({ status: { succeeded: 1 }, spec: { completions: undefined } }, 9);
  const a = pod({ name: "a", phase: "Succeeded" });
  const b = pod({ name: "b", phase: "Succeeded" });
  const about = (name: string) => ({ name, uid: `uid-of-${name}` });
  const disturbancesOf = (...facts: Fact[]) => disturbances(stateOf(...facts.map((fact): [number, Fact] => [0, fact])));

  it("are none for an ordinary heat", () => {
    assert.deepEqual(disturbancesOf(a, b, complete), []);
  });

  const cases: readonly [string, Fact[], string][] = [
    [
      "a Job that was suspended after a pod was made",
      [job({ spec: { suspend: true } }), pod({ name: "c", createdAt: "2025-12-31T23:59:58Z" }), a, b],
      "The Job was suspended after its first pod: its clock started again when it was resumed.",
    ],
    [
      "retried pods",
      [a, b, job({ conditions: ["Complete"], status: { failed: 2 } }, 9)],
      "2 pods failed and had to be made again.",
    ],
    [
      "restarted containers",
      [a, pod({ name: "b", phase: "Succeeded", restarts: 3 })],
      "Containers were restarted 3 times.",
    ],
    [
      "evicted pods",
      [a, b, pod({ name: "b", phase: "Failed", status: { reason: "Evicted", phase: "Failed" } }, 2)],
      "1 pod had to give way (Evicted).",
    ],
    ["more pods than completions", [a, b, pod({ name: "c" })], "3 pods for 2 completions."],
    ["more workers than a queue's Job asked for", [workers, a, b, pod({ name: "c" })], "3 pods for 2 workers."],
    [
      "pods that could not start at first",
      [a, pod({ name: "b", waiting: { reason: "ErrImagePull" } }), pod({ name: "b", phase: "Succeeded" }, 2)],
      "1 pod could not start at first.",
    ],
    [
      "an image pull",
      [
        event({ name: "p.1", reason: "Pulling", subject: about("a"), at: "2026-01-01T00:00:01Z" }),
        event({ name: "p.2", reason: "Pulled", subject: about("a"), at: "2026-01-01T00:00:04Z" }),
        a,
        b,
      ],
      "The image was pulled inside the heat, for 1 pod, 3.0 s at most.",
    ],
    [
      "waiting for what no other pod of the heat had",
      [a, b, event({ name: "s.1", reason: "FailedScheduling", subject: about("b") })],
      "1 pod waited for room on a node.",
    ],
    [
      "refused pods",
      [event({ name: "f.1", reason: "FailedCreate" }), a, b],
      "The cluster refused pods at some time of the heat.",
    ],
  ];
  for (const [what, facts, disturbance] of cases) {
    it(`name ${what}`, () => {
      assert.deepEqual(
        disturbancesOf(complete, ...facts).filter((found) => found === disturbance),
        [disturbance],
      );
    });
  }

  it("take no notice of another Job's pods with a similar name, nor of a registry that is only asked", () => {
    const quick = (reason: string) => event({ name: `q.${reason}`, reason, subject: about("a") });
    const foreign = event({ name: "s.2", reason: "FailedScheduling", subject: about("a-2") });
    assert.deepEqual(disturbancesOf(a, b, complete, quick("Pulling"), quick("Pulled"), foreign), []);
  });

  it("name Jobs that ran at the same time, but not those that ended or began in the same second", () => {
    const own = { uid: JOB_UID, startedAt: "2026-01-01T00:00:10Z", endedAt: "2026-01-01T00:00:20Z" };
    const ran = (name: string, startTime: string, completionTime?: string) => ({
      metadata: { name, uid: name },
      status: { startTime, ...(completionTime !== undefined && { completionTime }) },
    });
    const jobs = [
      ran("before", "2026-01-01T00:00:00Z", "2026-01-01T00:00:10Z"),
      ran("after", "2026-01-01T00:00:20Z", "2026-01-01T00:00:30Z"),
      ran("across", "2026-01-01T00:00:05Z", "2026-01-01T00:00:11Z"),
      ran("still", "2026-01-01T00:00:00Z"),
      ran(JOB_UID, "2026-01-01T00:00:10Z", "2026-01-01T00:00:20Z"),
    ];
    assert.deepEqual(overlapping(jobs, own), ["across", "still"]);
  });
});
