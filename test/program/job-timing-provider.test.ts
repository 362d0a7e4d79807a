import { setTimeout as sleep } from "node:timers/promises";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diff, type JobTimingInputs, type JobTimingOutputs } from "../../components/job-timing-work";
import { type PackedTiming, unpacked } from "../../observe/packed-timing";
import { startFakeKubernetes, TOKEN } from "../fake-kubernetes/fake-kubernetes";
import { untilWatched } from "../fake-kubernetes/fast-wait";
import type { FakeKubernetes } from "../fake-kubernetes/fake-kubernetes";
import { applySteps, recording, requestFor, stepsUntil } from "../fake-kubernetes/replay";
import { heatRequest, jobObject, podObject } from "../fake-kubernetes/objects";
import { type ProviderProcess, startProvider } from "./job-timing-process";

const ROOT = join(__dirname, "../..");
const recorded = recording("success");
const heat = requestFor(recorded, { timeoutSeconds: 10 });
const inputs = { heat: { ...heat, row: "urn:of::the-resource" } };
const { uid, lane, round, run, container, itemPattern } = heat;
const timing = { uid, lane, round, run, durationSeconds: 9 } as PackedTiming;
/** What the state has of it. */
const olds = { container, itemPattern, timing };
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("The provider of JobTiming, as the state keeps it, run in a process of its own", () => {
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
    assert.equal(id, heat.uid);
    assert.equal(made.uid, heat.uid);
    assert.equal(made.durationSeconds, (Date.parse(made.endedAt) - Date.parse(made.startedAt)) / 1000);
    assert.equal(made.pods.length, 4);
    assert.ok(made.pods.every(({ itemsAt }) => itemsAt.length === 1));
    assert.deepEqual(rest, { container, itemPattern, __provider: provider.kept });
    assert.match(await shownUntil(provider, "done in"), /^urn:of::the-resource done in \d+ s oneshot$/m);
    assert.ok(!JSON.stringify(properties).includes(TOKEN));
    assert.ok(!provider.shown.join("\n").includes(TOKEN));
  });

  it("fails with the named error, what came and what to do", async () => {
    const failed = recording("pod-failure-policy");
    const steps = stepsUntil(failed, ({ object }) => object.status?.conditions === undefined);
    applySteps(fake.cluster, steps);
    const creating = provider.create({ heat: requestFor(failed, { timeoutSeconds: 10 }), kubeconfig: fake.kubeconfig });
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
    const { properties } = await provider.create({ heat: request, kubeconfig: fake.kubeconfig });
    const { pods } = unpacked(properties["timing"] as PackedTiming);
    assert.equal(pods.length, 100);
    // A thousand lines that mark one item are no laps.
    assert.ok(pods.every(({ itemsAt }) => itemsAt.length === 0));
    // Absent where the system does not tell.
    const peak = (await provider.peakMemoryBytes()) ?? 0;
    console.log(`      ${(peak / 1e6).toFixed(0)} MB`);
    assert.ok(peak < 200e6, String(peak));
  });

  it("keeps the recorded timing when it is updated", async () => {
    const edited = { ...olds, workHash: "old code" };
    const news = { heat: { ...heat, timeoutSeconds: 77 }, kubeconfig: "/new", workHash: "new code" };
    const properties = await provider.update(heat.uid, edited, news);
    assert.deepEqual(properties, { ...olds, workHash: "new code", __provider: provider.kept });
  });

  it("reads a finished heat again when its pattern changes, and keeps its record when the cluster is gone", async () => {
    applySteps(fake.cluster, recorded.steps);
    const { properties } = await provider.create({
      heat: { ...heat, itemPattern: "nothing" },
      kubeconfig: fake.kubeconfig,
    });
    const news = { ...inputs, kubeconfig: fake.kubeconfig };
    const again = await provider.update(heat.uid, properties, news);
    const { pods, remarks = [] } = unpacked(again["timing"] as PackedTiming);
    assert.ok(pods.every(({ itemsAt }) => itemsAt.length === 1));
    assert.doesNotMatch(remarks.join(), /items are marked|Kept as it was/);
    const lost = await provider.update(heat.uid, again, {
      heat: { ...heat, itemPattern: "other" },
      kubeconfig: "/nowhere",
    });
    const kept = unpacked(lost["timing"] as PackedTiming);
    assert.deepEqual(kept.pods, pods);
    assert.match(kept.remarks?.join() ?? "", /Kept as it was first read, not by the pattern “other”.*Kubeconfig/);
  });

  it("reads back what was recorded, without asking a cluster", async () => {
    const { id, properties } = await provider.read(heat.uid, olds);
    assert.equal(id, heat.uid);
    assert.deepEqual(properties["timing"], timing);
  });

  it("finds no change in the same inputs", async () => {
    assert.deepEqual(await provider.diff(heat.uid, olds, inputs), { changes: "none", replaces: [] });
  });

  it("replaces a heat whose Job is not known yet, as in a preview", async () => {
    const diff = await provider.diff(heat.uid, olds, { heat: { ...heat, uid: UNKNOWN } });
    assert.deepEqual(diff, { changes: "some", replaces: ["heat.uid"] });
  });

  it("does not know what changes where its work is not to be found any more, and can be deleted", async function () {
    this.timeout(20_000);
    const elsewhere = await mkdtemp(join(tmpdir(), "job-race-"));
    const stranded = await startProvider(elsewhere);
    try {
      const diff = await stranded.diff(heat.uid, olds, { heat: { ...heat, uid: UNKNOWN } });
      assert.deepEqual(diff, { changes: "unknown", replaces: [] });
      await assert.rejects(stranded.create(inputs), /No package job-race in or above .*: npm ci/);
      await stranded.delete(heat.uid, olds);
    } finally {
      await stranded.stop();
      await rm(elsewhere, { recursive: true });
    }
  });

  it("does nothing when it is deleted, with or without a cluster", async () => {
    const before = fake.requests.length;
    await provider.delete(heat.uid, olds);
    assert.equal(fake.requests.length, before);
  });

  it("is small enough to be kept with every heat, and holds no machine's path", () => {
    console.log(`      ${provider.kept.length} bytes`);
    assert.ok(provider.kept.length < 1_000, String(provider.kept.length));
    assert.ok(!provider.kept.includes(ROOT));
  });
});

describe("The difference between two JobTimings", () => {
  const state: JobTimingOutputs = { ...olds, __provider: "old code", workHash: "old work" };
  const same: JobTimingInputs = { heat, __provider: "old code", workHash: "old work" };

  for (const change of [{ lane: "other" }, { round: 2 }, { run: "2" }, { uid: "other" }]) {
    const key = Object.keys(change).join("");
    it(`replaces the record when \`${key}\` changes`, () => {
      const { changes, replaces } = diff(state, { ...same, heat: { ...heat, ...change } });
      assert.deepEqual([changes, replaces], [true, [`heat.${key}`]]);
    });
  }

  for (const change of [
    { __provider: "new code" },
    { workHash: "new code" },
    { heat: { ...heat, container: "other" } },
    { heat: { ...heat, itemPattern: "done" } },
  ]) {
    it(`keeps the record when \`${keyOf(change)}\` changes`, () => {
      const { changes, replaces } = diff(state, { ...same, ...change });
      assert.deepEqual([changes, replaces], [true, []]);
    });
  }

  for (const change of [
    { heat: { ...heat, timeoutSeconds: 5 } },
    { heat: { ...heat, items: 40 } },
    { context: "other" },
    { kubeconfig: "/new" },
  ]) {
    it(`has nothing to do for a finished heat when \`${keyOf(change)}\` changes`, () => {
      assert.equal(diff(state, { ...same, ...change }).changes, false);
    });
  }

  it("knows a heat that was raced again by either of its UIDs", () => {
    const raced = { ...state, uid, timing: { ...timing, uid: "raced-again" } };
    assert.deepEqual(diff(raced, { ...same, heat: { ...heat, uid: "raced-again" } }).replaces, []);
    assert.equal(diff(raced, same).changes, false);
    assert.deepEqual(diff(raced, { ...same, heat: { ...heat, uid: "a third" } }).replaces, ["heat.uid"]);
  });

  it("takes an absent value for the same as an empty one", () => {
    assert.equal(diff(olds, { heat, workHash: "" }).changes, false);
  });
});

/** The one that differs from what was raced. */
function keyOf(change: Partial<JobTimingInputs>): string {
  const [key = ""] = Object.keys(change);
  const inner = Object.entries(change.heat ?? {}).find(([name, value]) => value !== heat[name as keyof typeof heat]);
  return inner?.[0] ?? key;
}

/** What the engine has shown once the word is in it: lines arrive beside the answer, not before it. */
async function shownUntil({ shown }: ProviderProcess, word: string): Promise<string> {
  for (let attempt = 0; attempt < 100 && !shown.join().includes(word); attempt += 1) await sleep(20);
  return shown.join("\n");
}
