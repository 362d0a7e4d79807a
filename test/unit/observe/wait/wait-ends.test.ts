import assert from "node:assert/strict";
import { fastWait } from "../../../fake-kubernetes/fast-wait";
import type { Wait } from "../../../fake-kubernetes/fast-wait";
import { startFakeKubernetes } from "../../../fake-kubernetes/fake-kubernetes";
import type { FakeKubernetes } from "../../../fake-kubernetes/fake-kubernetes";
import { applySteps, play, recording, requestFor, stepsUntil } from "../../../fake-kubernetes/replay";
import type { HeatRequest } from "../../../../observe/heat-request";

const SPEED = 40;

/** Each heat was recorded on a real Kubernetes 1.34 and is played to the wait over real connections. */
describe("How a wait ends", () => {
  let fake: FakeKubernetes;
  beforeEach(async () => {
    fake = await startFakeKubernetes();
  });
  afterEach(() => fake.stop());

  /** Shows the Job's first state, begins to wait, and plays the rest faster than it was. */
  async function waitFor(name: string, more: Partial<HeatRequest> = {}): Promise<Wait> {
    const recorded = recording(name);
    const first = stepsUntil(recorded, ({ resource }) => resource === "jobs");
    applySteps(fake.cluster, first);
    const waiting = fastWait(fake, requestFor(recorded, more));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const playing = play(fake.cluster, { ...recorded, steps: recorded.steps.slice(first.length) }, SPEED);
    const wait = await waiting;
    playing.stop();
    return wait;
  }

  it("returns the Duration, the phases and the laps of a heat that completes", async () => {
    const { timing, error } = await waitFor("success");
    assert.equal(error, undefined);
    assert.ok(timing);
    assert.equal(timing.durationSeconds, (Date.parse(timing.endedAt) - Date.parse(timing.startedAt)) / 1000);
    assert.deepEqual(timing.disturbances, []);
    assert.equal(timing.pods.length, 4);
    for (const pod of timing.pods) {
      assert.match(pod.createdAt, /\.\d{9}Z$/);
      assert.match(pod.scheduledAt ?? "", /\.\d{6}Z$/);
      assert.match(pod.containerStartedAt ?? "", /\.\d{9}Z$/);
      assert.match(pod.firstLogAt ?? "", /\.\d{9}Z$/);
      assert.equal(pod.itemsAt.length, 1);
      assert.equal(pod.exitCode, 0);
      assert.equal(pod.pullingAt, undefined);
    }
    assert.deepEqual(timing.requests, { cpu: 0.01, memoryBytes: 8 * 2 ** 20 });
    assert.ok((timing.observedSeconds ?? 0) > 0);
  });

  for (const [name, reason] of [
    ["back-off-limit", "BackoffLimitExceeded"],
    ["back-off-limit-on-failure", "BackoffLimitExceeded"],
    ["deadline-exceeded", "DeadlineExceeded"],
    ["pod-failure-policy", "PodFailurePolicy"],
    ["failed-indexes", "FailedIndexes"],
    ["max-failed-indexes", "MaxFailedIndexesExceeded"],
  ] as const) {
    it(`ends with Kubernetes' own reason and the pod's last log lines when a Job fails with ${reason} (${name})`, async () => {
      const { error, tookMs } = await waitFor(name);
      assert.equal(error?.name, "JobFailed");
      assert.match(error.message, new RegExp(`^JobFailed: expected Job "heat" .* got Failed with ${reason}: `));
      assert.match(error.message, /\nPod heat-\S+ ended with exit code (3|143), Error/);
      assert.match(error.message, /Workload starting\n|its log is empty or was gone/);
      assert.match(error.message, /\nNext: .*, then run `pulumi up` again: it races this heat again/);
      assert.ok(tookMs < 5_000);
    });
  }

  it("takes SuccessCriteriaMet for a beginning of the end and waits for Complete", async () => {
    const { timing, error, said } = await waitFor("success-policy");
    assert.equal(error, undefined);
    const complete = recording("success-policy").steps.find(({ object }) =>
      object.status?.conditions?.some(({ type }) => type === "Complete"),
    );
    assert.equal(timing?.endedAt, complete?.object.status?.completionTime);
    assert.ok(said.length > 0);
  });

  it("does not take FailureTarget for the end", async () => {
    const recorded = recording("back-off-limit");
    const steps = stepsUntil(recorded, ({ object }) =>
      Boolean(object.status?.conditions?.some(({ type }) => type === "FailureTarget")),
    );
    applySteps(fake.cluster, steps);
    const { error, said } = await fastWait(fake, requestFor(recorded, { timeoutSeconds: 0.5 }));
    assert.equal(error?.name, "Deadline");
    assert.match(said.join("\n"), /ending/);
  });

  for (const [name, reason, message] of [
    ["image-pull", "ImagePull", /registry\.invalid\/no-such-image:1.*(ErrImagePull|ImagePullBackOff)/],
    ["image-never", "ImagePull", /ErrImageNeverPull/],
    ["invalid-image-name", "ImagePull", /InvalidImageName/],
    ["container-config", "ContainerConfig", /CreateContainerConfigError: secret "absent" not found/],
    ["unschedulable", "Unschedulable", /0\/1 nodes are available: 1 Insufficient cpu/],
    ["quota", "PodsRefused", /exceeded quota: quota/],
    ["pod-security", "PodsRefused", /violates PodSecurity "restricted:latest"/],
    ["deleted", "JobGone", /UID .*: it is (not there any more|being deleted)/],
  ] as const) {
    it(`ends with ${reason} and Kubernetes' message before the deadline (${name})`, async () => {
      const { error, tookMs } = await waitFor(name);
      assert.equal(error?.name, reason);
      assert.match(error.message, message);
      assert.match(error.message, /\nNext: /);
      assert.ok(tookMs < 5_000);
    });
  }

  it("takes a heat that its time to live removes right after its end", async () => {
    const { timing, error } = await waitFor("time-to-live");
    assert.equal(error, undefined);
    assert.equal(timing?.pods.length, 1);
  });

  it("marks a heat whose Job was suspended", async () => {
    const { timing } = await waitFor("suspended");
    assert.match(timing?.disturbances.join("\n") ?? "", /The Job was suspended/);
  });

  it("marks a heat whose pod was deleted and made again, with the count", async () => {
    const { timing } = await waitFor("pod-deleted");
    assert.match(timing?.disturbances.join("\n") ?? "", /2 pods for 1 completions/);
  });

  it("marks a heat whose pod was evicted", async () => {
    const { timing } = await waitFor("evicted");
    assert.match(timing?.disturbances.join("\n") ?? "", /1 pod had to give way \(EvictionByEvictionAPI\)/);
  });

  it("says at the deadline how far the heat got and what each pod waits for", async () => {
    const recorded = recording("success");
    const steps = stepsUntil(recorded, ({ object }) => object.status?.succeeded === 2);
    applySteps(fake.cluster, steps);
    const { error, tookMs } = await fastWait(fake, requestFor(recorded, { timeoutSeconds: 0.6 }));
    assert.equal(error?.name, "Deadline");
    assert.match(error.message, /2 of 4 pods done when the time was over\./);
    assert.match(error.message, /`kubectl describe jobs\/heat --namespace record-success`/);
    assert.ok(tookMs < 1_500);
  });

  it("says at the deadline what pods wait for, in groups", async () => {
    const recorded = recording("image-pull");
    const steps = stepsUntil(recorded, ({ object }) =>
      Boolean(object.status?.containerStatuses?.some(({ state }) => state?.waiting?.reason === "ErrImagePull")),
    );
    applySteps(fake.cluster, steps);
    const { error } = await fastWait(fake, requestFor(recorded, { timeoutSeconds: 1 }), { podTroubleMs: 60_000 });
    assert.equal(error?.name, "Deadline");
    assert.match(error.message, /pod heat-\S+: ErrImagePull: /);
  });
});
