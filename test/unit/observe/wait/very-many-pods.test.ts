import assert from "node:assert/strict";
import { eventObject, heatRequest, jobObject, podObject } from "../../../fake-kubernetes/objects";
import type { PodSketch } from "../../../fake-kubernetes/objects";
import { virtualWait } from "../../../fake-kubernetes/virtual-wait";
import type { Happening } from "../../../fake-kubernetes/virtual-wait";

const completions = 1_500;
const request = heatRequest({ completions, parallelism: completions });

const begin: Happening = { atMs: 0, change: (on) => on.put("jobs", jobObject({ completions })) };

/** So many pods of this kind at that time, named after it. */
function pods(atMs: number, count: number, name: string, sketch: Omit<PodSketch, "name">): Happening {
  return {
    atMs,
    change: (on) => {
      for (let at = 0; at < count; at += 1) on.put("pods", podObject({ name: `parallel-1-${name}${at}`, ...sketch }));
    },
  };
}

function complete(atMs: number): Happening {
  const conditions = ["Complete"];
  const status = { succeeded: completions };
  return { atMs, change: (on) => on.put("jobs", jobObject({ completions, conditions, status })) };
}

const succeeded = { phase: "Succeeded", exitCode: 0 } as const;
const noImage = { waiting: { reason: "ErrImagePull", message: "no such image" } } as const;

function warning(atMs: number, pod: string): Happening {
  const subject = { name: pod, uid: `uid-of-${pod}` };
  const event = {
    name: `warning.${atMs}`,
    type: "Warning",
    reason: "Failed",
    message: "no such image",
    subject,
  } as const;
  return { atMs, change: (on) => on.put("events", eventObject(event)) };
}

describe("A heat of more than a thousand pods", () => {
  it("is watched for pods that have ended, and for all events but one a pod", async () => {
    const { timing, asked } = await virtualWait(request, [
      begin,
      pods(1_000, completions, "a", { phase: "Running" }),
      pods(9_000, completions, "a", succeeded),
      complete(9_500),
    ]);
    assert.deepEqual([timing?.pods.length, timing?.disturbances], [completions, []]);
    const watches = asked.filter(({ verb }) => verb === "watch");
    assert.deepEqual(Object.fromEntries(watches.map(({ resource, query }) => [resource, query?.["fieldSelector"]])), {
      "jobs.batch": "metadata.name=parallel-1",
      pods: "status.phase!=Pending,status.phase!=Running,status.phase!=Unknown",
      events: "reason!=Scheduled",
    });
  });

  it("ends for a pod without its image within 10 s and its grace, once an event has warned of it", async () => {
    const { error, tookMs } = await virtualWait(request, [
      begin,
      pods(1_000, 100, "runs", { phase: "Running" }),
      pods(1_000, 1, "stuck", noImage),
      warning(2_000, "parallel-1-stuck0"),
    ]);
    assert.equal(error?.name, "ImagePull");
    assert.match(error.message, /pod parallel-1-stuck0 .*ErrImagePull: no such image/);
    assert.ok(tookMs <= 2_000 + 10_000 + 30_000 + 1_000, `${tookMs} ms`);
  });

  it("ends for a pod without its image within a minute and its grace where no event came", async () => {
    const { error, tookMs } = await virtualWait(request, [begin, pods(1_000, 1, "stuck", noImage)]);
    assert.equal(error?.name, "ImagePull");
    assert.ok(tookMs <= 60_000 + 30_000 + 1_000, `${tookMs} ms`);
  });

  it("asks again for what an event warned of where the answer failed", async () => {
    const { error, tookMs } = await virtualWait(
      request,
      [begin, pods(1_000, 1, "stuck", noImage), warning(2_000, "parallel-1-stuck0")],
      // The first two lists are the watch's own and the first roll call.
      [{ verb: "list", resource: "pods", skip: 2, times: 1, fault: { how: "status", status: 503 } }],
    );
    assert.equal(error?.name, "ImagePull");
    assert.ok(tookMs <= 2_000 + 10_000 + 30_000 + 2_000, `${tookMs} ms`);
  });

  it("ends where pods find no node, but not while others run that it does not see", async () => {
    const waiting = pods(1_000, 20, "waits", { unschedulable: "0/1 nodes are available" });
    const alone = await virtualWait(request, [begin, waiting]);
    assert.equal(alone.error?.name, "Unschedulable");
    assert.ok(alone.tookMs <= 10_000 + 30_000 + 1_000, `${alone.tookMs} ms`);

    const { timing, error } = await virtualWait(request, [
      begin,
      waiting,
      pods(1_000, completions - 20, "runs", { phase: "Running" }),
      pods(200_000, completions - 20, "runs", succeeded),
      pods(205_000, 20, "waits", { phase: "Running" }),
      pods(210_000, 20, "waits", succeeded),
      complete(211_000),
    ]);
    assert.equal(error, undefined);
    assert.equal(timing?.pods.length, completions);
    assert.ok(
      timing.disturbances.some((text) => text.includes("waited for room on a node")),
      timing.disturbances.join(),
    );
  });

  it("says at its deadline how many pods the Job counts as active, since it does not see them", async () => {
    const { error } = await virtualWait({ ...request, timeoutSeconds: 60 }, [
      begin,
      pods(1_000, 700, "a", { phase: "Running" }),
      { atMs: 2_000, change: (on) => on.put("jobs", jobObject({ completions, status: { active: 700 } })) },
    ]);
    assert.equal(error?.name, "Deadline");
    assert.match(error.message, /0 of 1500 pods done.*\n {2}700 more: active, by the Job's own count/);
  });

  it("knows of pods that were deleted before they began", async () => {
    const { timing } = await virtualWait(request, [
      begin,
      pods(1_000, 1, "lost", { unschedulable: "0/1 nodes are available" }),
      { atMs: 15_000, change: (on) => on.remove("pods", "parallel-1-lost0") },
      pods(16_000, completions, "a", succeeded),
      complete(17_000),
    ]);
    assert.deepEqual(timing?.disturbances, ["1501 pods for 1500 completions.", "1 pod waited for room on a node."]);
  });
});
