import { setTimeout as sleep } from "node:timers/promises";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jobTimingProvider } from "../../components/job-timing-provider";
import type { JobTimingInputs, JobTimingOutputs } from "../../components/job-timing-work";
import type { HeatTiming } from "../../observe/heat-timing";
import { unpacked } from "../../observe/packed-pods";
import { startFakeKubernetes, TOKEN } from "../fake-kubernetes/fake-kubernetes";
import { untilWatched } from "../fake-kubernetes/fast-wait";
import type { FakeKubernetes } from "../fake-kubernetes/fake-kubernetes";
import { applySteps, recording, requestFor, stepsUntil } from "../fake-kubernetes/replay";
import { heatRequest, jobObject, podObject } from "../fake-kubernetes/objects";
import { type ProviderProcess, startProvider } from "./job-timing-process";

const ROOT = join(__dirname, "../..");
const recorded = recording("success");
const inputs = { ...requestFor(recorded, { timeoutSeconds: 10 }), row: "urn:of::the-resource" };
const timing = { uid: inputs.uid, lane: inputs.lane, durationSeconds: 9 } as HeatTiming;
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("The provider of JobTiming, serialised by Pulumi and run in a process of its own", () => {
  let provider: ProviderProcess;
  let fake: FakeKubernetes;
  before(async function () {
    this.timeout(60_000);
    provider = await startProvider(ROOT);
    fake = await startFakeKubernetes({ tls: true });
    applySteps(fake.cluster, recorded.steps);
    for (const [pod, lines] of Object.entries(recorded.logs)) fake.cluster.logs.set(pod, lines);
  });
  after(async () => {
    await provider.stop();
    await fake.stop();
  });

  it("times a heat, shows its progress and keeps no kubeconfig", async () => {
    const { id, properties } = await provider.create({ ...inputs, kubeconfig: fake.kubeconfig });
    // The cast: they come over the wire as JSON of some kind, and what they are is asserted below.
    const { timing: kept, ...rest } = properties as unknown as JobTimingOutputs;
    const made = unpacked(kept);
    assert.equal(id, inputs.uid);
    assert.equal(made.uid, inputs.uid);
    assert.equal(made.durationSeconds, (Date.parse(made.endedAt) - Date.parse(made.startedAt)) / 1000);
    assert.equal(made.pods.length, 4);
    assert.ok(made.pods.every(({ itemsAt }) => itemsAt.length === 1));
    assert.deepEqual(rest, { ...inputs, __provider: provider.serialised });
    assert.match(await shownUntil(provider, "done in"), /^urn:of::the-resource done in \d+ s oneshot$/m);
    assert.ok(!JSON.stringify(properties).includes(TOKEN));
    assert.ok(!provider.shown.join("\n").includes(TOKEN));
  });

  it("fails with the named error, what came and what to do", async () => {
    const failed = recording("pod-failure-policy");
    const steps = stepsUntil(failed, ({ object }) => object.status?.conditions === undefined);
    applySteps(fake.cluster, steps);
    const creating = provider.create({ ...requestFor(failed, { timeoutSeconds: 10 }), kubeconfig: fake.kubeconfig });
    await untilWatched(fake);
    applySteps(fake.cluster, failed.steps);
    await assert.rejects(creating, /JobFailed: expected Job "heat" .* got Failed with PodFailurePolicy[\s\S]*Next: /);
  });

  it("times a heat of 100 pods with long logs in less than 200 MB", async function () {
    const request = heatRequest({ completions: 100, items: 100, timeoutSeconds: 30 });
    fake.cluster.put("jobs", jobObject({ completions: 100, conditions: ["Complete"] }));
    const [template] = recorded.steps.flatMap(({ resource, object }) => (resource === "pods" ? [object] : []));
    const words = `Item done ${"x".repeat(80)}`;
    const log = Array.from({ length: 1_000 }, () => `2026-01-01T00:00:01.000000001Z ${words}`);
    for (let index = 0; index < 100; index += 1) {
      const name = `parallel-1-${index}`;
      // With a recorded one inside it is as big as a real one.
      const pod = { ...podObject({ name, phase: "Succeeded", exitCode: 0 }), recorded: template };
      fake.cluster.put("pods", pod);
      fake.cluster.logs.set(name, log);
    }
    const { properties } = await provider.create({ ...request, kubeconfig: fake.kubeconfig });
    const { pods } = unpacked(properties["timing"] as HeatTiming);
    assert.equal(pods.length, 100);
    // A thousand lines that mark one item are no laps.
    assert.ok(pods.every(({ itemsAt }) => itemsAt.length === 0));
    // Absent where the system does not tell.
    const peak = (await provider.peakMemoryBytes()) ?? 0;
    console.log(`      ${(peak / 1e6).toFixed(0)} MB`);
    assert.ok(peak < 200e6, String(peak));
  });

  it("keeps the recorded timing when it is updated, with the new inputs beside it", async () => {
    const olds = { ...inputs, timing };
    const properties = await provider.update(inputs.uid, olds, { ...inputs, timeoutSeconds: 77, kubeconfig: "/new" });
    assert.deepEqual(properties, { ...inputs, timeoutSeconds: 77, timing, __provider: provider.serialised });
  });

  it("reads a finished heat again when its pattern changes, and keeps its record when the cluster is gone", async () => {
    applySteps(fake.cluster, recorded.steps);
    const { properties } = await provider.create({ ...inputs, itemPattern: "nothing", kubeconfig: fake.kubeconfig });
    const news = { ...inputs, kubeconfig: fake.kubeconfig };
    const again = await provider.update(inputs.uid, properties, news);
    const { pods, remarks = [] } = unpacked(again["timing"] as HeatTiming);
    assert.ok(pods.every(({ itemsAt }) => itemsAt.length === 1));
    assert.doesNotMatch(remarks.join(), /items are marked|Kept as it was/);
    const lost = await provider.update(inputs.uid, again, { ...news, itemPattern: "other", kubeconfig: "/nowhere" });
    const kept = unpacked(lost["timing"] as HeatTiming);
    assert.deepEqual(kept.pods, pods);
    assert.match(kept.remarks?.join() ?? "", /Kept as it was first read, not by the pattern “other”.*Kubeconfig/);
  });

  it("reads back what was recorded, without asking a cluster", async () => {
    const { id, properties } = await provider.read(inputs.uid, { ...inputs, timing });
    assert.equal(id, inputs.uid);
    assert.deepEqual(properties["timing"], timing);
  });

  it("finds no change in the same inputs", async () => {
    assert.deepEqual(await provider.diff(inputs.uid, { ...inputs, timing }, inputs), { changes: "none", replaces: [] });
  });

  it("replaces a heat whose Job is not known yet, as in a preview", async () => {
    const diff = await provider.diff(inputs.uid, { ...inputs, timing }, { ...inputs, uid: UNKNOWN });
    assert.deepEqual(diff, { changes: "some", replaces: ["uid"] });
  });

  it("does not know what changes where its work is not to be found any more, and can be deleted", async function () {
    this.timeout(20_000);
    const elsewhere = await mkdtemp(join(tmpdir(), "job-race-"));
    const stranded = await startProvider(elsewhere);
    try {
      const diff = await stranded.diff(inputs.uid, { ...inputs, timing }, { ...inputs, uid: UNKNOWN });
      assert.deepEqual(diff, { changes: "unknown", replaces: [] });
      await assert.rejects(stranded.create(inputs), /Expected the package job-race in or above .*\nNext: npm ci/);
      await stranded.delete(inputs.uid, { ...inputs, timing });
    } finally {
      await stranded.stop();
      await rm(elsewhere, { recursive: true });
    }
  });

  it("does nothing when it is deleted, with or without a cluster", async () => {
    const before = fake.requests.length;
    await provider.delete(inputs.uid, { ...inputs, timing });
    assert.equal(fake.requests.length, before);
  });

  it("is small enough to be kept with every heat, and holds no machine's path", () => {
    console.log(`      ${provider.serialised.length} bytes`);
    assert.ok(provider.serialised.length < 2_600, String(provider.serialised.length));
    assert.ok(!provider.serialised.includes(ROOT));
  });
});

describe("The difference between two JobTimings", () => {
  const olds: JobTimingOutputs = { ...inputs, timing, __provider: "old code" };
  const same: JobTimingInputs = { ...inputs, __provider: "old code" };
  const diff = async (change: Partial<JobTimingInputs>, state = olds) =>
    jobTimingProvider.diff?.(inputs.uid, state, { ...same, ...change });

  for (const change of [{ lane: "other" }, { round: 2 }, { run: "2" }, { uid: "other" }]) {
    it(`replaces the record when \`${Object.keys(change).join("")}\` changes`, async () => {
      const result = await diff(change);
      assert.deepEqual([result?.changes, result?.replaces], [true, Object.keys(change)]);
    });
  }

  for (const change of [
    { timeoutSeconds: 5 },
    { context: "other" },
    { __provider: "new code" },
    { workHash: "new code" },
    { items: 40 },
    { container: "other" },
    { itemPattern: "done" },
  ]) {
    it(`keeps the record when \`${Object.keys(change).join("")}\` changes`, async () => {
      const result = await diff(change);
      assert.deepEqual([result?.changes, result?.replaces], [true, []]);
    });
  }

  it("knows a heat that was raced again by either of its UIDs", async () => {
    const raced = { ...olds, timing: { ...timing, uid: "raced-again" } };
    assert.deepEqual((await diff({ uid: "raced-again" }, raced))?.replaces, []);
    assert.deepEqual((await diff({}, raced))?.changes, false);
  });

  it("takes an absent value for the same as an empty one", async () => {
    assert.equal((await diff({ context: "" }))?.changes, false);
  });
});

/** What the engine has shown once the word is in it: lines arrive beside the answer, not before it. */
async function shownUntil({ shown }: ProviderProcess, word: string): Promise<string> {
  for (let attempt = 0; attempt < 100 && !shown.join().includes(word); attempt += 1) await sleep(20);
  return shown.join("\n");
}
