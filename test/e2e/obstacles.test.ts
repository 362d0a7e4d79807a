import { strict as assert } from "node:assert";
import type { Results } from "../../analysis/results/results";
import { workloadImage } from "../../sandbox/cluster/images";
import { yamlBlock } from "../documentation/code-blocks";
import { holdBack, type HoldingQueue } from "./held-back";
import { create, untilSeen, type LaneInRace, type SeenObject } from "./seen-objects";
import { Stack, type Outcome } from "./stack";

/** A Job whose items take about so long, with what the lane adds to its pods. */
function jobWith(pod: object = {}, container: object = {}, itemSeconds = 0.5): object {
  const args = ["--keygen-enable", "--keygen-exit-on-complete", "--count=1", `--item-seconds=${itemSeconds}`];
  const maker = { name: "maker", image: workloadImage, command: ["/kuard"], args, ...container };
  const template = { spec: { restartPolicy: "Never", ...pod, containers: [maker] } };
  return { apiVersion: "batch/v1", kind: "Job", spec: { template } };
}

/** As the cookbook says that a Job names its queue. */
const queued = yamlBlock("docs/cookbook.md", "kind: Job") as { metadata: { labels: Record<string, string> } };

function jobInQueue(pod: object = {}): object {
  return { ...jobWith(pod), metadata: { labels: queued.metadata.labels } };
}

function volumeOf(source: object): [object, object] {
  return [{ volumes: [{ name: "s", ...source }] }, { volumeMounts: [{ name: "s", mountPath: "/s" }] }];
}

/** Beside the work until that ends: a native sidecar. */
const sidecar = {
  name: "shipper",
  image: workloadImage,
  command: ["/kuard", "--address=127.0.0.1:8081"],
  restartPolicy: "Always",
  resources: { requests: { cpu: "200m" } },
};

/** What the namespace gives to containers that request nothing. */
const limitRange = {
  apiVersion: "v1",
  kind: "LimitRange",
  metadata: { name: "defaults" },
  spec: { limits: [{ type: "Container", defaultRequest: { cpu: "50m", memory: "8Mi" } }] },
};

const base = { "job-race:itemsFlag": "--count", "job-race:items": 2, "job-race:warmup": false };
const namespace = "obstacles";

/** Each lane meets something, and a meddler sees to it that it passes. */
const lanes = [
  { name: "queued-one", manifest: jobInQueue(), completions: 1, parallelism: 1 },
  { name: "queued-two", manifest: jobInQueue({ initContainers: [sidecar] }), completions: 2, parallelism: 2 },
  { name: "late-secret", manifest: jobWith(...volumeOf({ secret: { secretName: "late" } })) },
  { name: "gated", manifest: jobWith({ schedulingGates: [{ name: "example.com/gate" }] }) },
  { name: "interrupted", manifest: jobWith({}, {}, 2) },
  { name: "widened", manifest: jobWith({}, {}, 1), completions: 2, parallelism: 1 },
];

describe("A race on a cluster that puts obstacles in its way", () => {
  let stack: Stack;
  let queue: HoldingQueue;
  let outcome: Outcome;
  let results: Results;
  let without: { readonly stack: Stack; readonly waited: Outcome; readonly seconds: number; readonly again: Outcome };
  let nowhere: Outcome;

  before(async () => {
    [stack, without, nowhere] = await Promise.all([raceWithMeddlers(), raceWithoutConfigMap(), raceNowhere()]);
    results = await stack.results();
  });

  after(async () => {
    await queue.close();
    await Promise.all([stack.end(), without.stack.end()]);
    await stack.kubectl("delete", "namespace", namespace, "--wait=false");
  });

  async function raceWithMeddlers(): Promise<Stack> {
    const made = await Stack.make({ ...base, "job-race:lanes": lanes, "job-race:namespace": namespace });
    await made.kubectl("create", "namespace", namespace);
    await create(made, namespace, limitRange);
    queue = await holdBack(made, namespace, "team-batch");
    const up = made.start("up", "--yes", "--skip-preview");
    const patch = (kind: string, name: string, change: object, type = "merge") =>
      made.kubectl(
        "patch",
        kind,
        name,
        `--namespace=${namespace}`,
        `--type=${type}`,
        `--patch=${JSON.stringify(change)}`,
      );
    const meddle = async () => {
      const in_ = (lane: string): LaneInRace => ({ stack: made, namespace, lane, up });
      // The kubelet tries again after half a second, and then after another one.
      const isStuck = ({ reason, count = 1 }: SeenObject) => reason === "FailedMount" && count >= 3;
      await untilSeen(in_("late-secret"), "events", isStuck);
      await made.kubectl("create", "secret", "generic", "late", `--namespace=${namespace}`);
      const gated = await untilSeen(in_("gated"), "pods", ({ spec }) => (spec.schedulingGates ?? []).length > 0);
      await patch("pod", gated.metadata.name, [{ op: "remove", path: "/spec/schedulingGates" }], "json");
      const isRunning = ({ status }: SeenObject) => status.phase === "Running";
      await untilSeen(in_("interrupted"), "pods", isRunning);
      const job = await untilSeen(in_("interrupted"), "jobs", () => true);
      await patch("job", job.metadata.name, { spec: { suspend: true } });
      await untilSeen(in_("interrupted"), "jobs", ({ status }) => (status.active ?? 0) === 0);
      await patch("job", job.metadata.name, { spec: { suspend: false } });
      await untilSeen(in_("widened"), "pods", isRunning);
      const narrow = await untilSeen(in_("widened"), "jobs", () => true);
      await patch("job", narrow.metadata.name, { spec: { parallelism: 2 } });
    };
    const [{ exitCode, all }] = await Promise.all([up, meddle()]);
    outcome = { exitCode: exitCode ?? 1, text: all };
    return made;
  }

  /** It fails; then its namespace is deleted by hand, and another manifest raced. */
  async function raceWithoutConfigMap() {
    const manifest = jobWith(...volumeOf({ configMap: { name: "report-config" } }));
    const made = await Stack.make({ ...base, "job-race:lanes": [{ name: "only", manifest }] });
    const startedMs = performance.now();
    const waited = await made.up();
    const seconds = (performance.now() - startedMs) / 1_000;
    await made.kubectl("delete", "namespace", await made.namespace(), "--wait=false");
    await made.set({ ...base, "job-race:lanes": [{ name: "only", manifest: jobWith() }] });
    return { stack: made, waited, seconds, again: await made.up() };
  }

  async function raceNowhere(): Promise<Outcome> {
    const lane = { name: "only", manifest: jobWith() };
    const made = await Stack.make({ ...base, "job-race:lanes": [lane], "job-race:namespace": "nowhere" });
    const tried = await made.up();
    await made.end();
    return tried;
  }

  const heatOf = (lane: string) => results.heats.find((heat) => heat.lane === lane);

  it("ends with a speedup where a queue held its Jobs back, and shows their time in the queue apart", async () => {
    assert.equal(outcome.exitCode, 0, outcome.text);
    assert.equal(queue.resumed.length, 2);
    for (const lane of ["queued-one", "queued-two"]) {
      const heat = heatOf(lane);
      assert.deepEqual([heat?.valid, heat?.disturbances], [true, []]);
      assert.ok((heat?.queuedSeconds ?? 0) >= 1, `${heat?.queuedSeconds} s`);
      assert.ok((heat?.durationSeconds ?? Infinity) < 20, `${heat?.durationSeconds} s`);
    }
    assert.ok((results.speedup?.value ?? 0) > 0);
    const { raceResults } = await stack.outputs<{ raceResults: string }>();
    assert.match(
      raceResults,
      /In a queue before their start, which no time above includes: queued-one, round 1 \(\d+ s\)/,
    );
  });

  it("counts what the pods request, with the namespace's defaults and their sidecars, as the scheduler does", () => {
    assert.deepEqual(heatOf("queued-one")?.requests, { cpu: 0.05, memoryBytes: 8 * 2 ** 20 });
    assert.deepEqual(heatOf("queued-two")?.requests, { cpu: 0.25, memoryBytes: 16 * 2 ** 20 });
  });

  for (const [lane, words] of [
    ["late-secret", /^1 pod could not start at first, for up to \d+\.\d s \(FailedMount: .*secret "late" not found/],
    ["gated", /^1 pod waited for a scheduling gate to be removed\.$/],
    ["interrupted", /^The Job was suspended after its first pod/],
    ["widened", /^The Job is not as it was asked for: parallelism 2 instead of 1\.$/],
  ] as const) {
    it(`leaves out the heat of lane ${lane}, with the reason`, () => {
      const { valid, disturbances = [] } = heatOf(lane) ?? {};
      assert.equal(valid, false);
      assert.ok(
        disturbances.some((text) => words.test(text)),
        disturbances.join("\n"),
      );
      assert.equal(results.lanes.find(({ name }) => name === lane)?.n, 0);
    });
  }

  it("names a ConfigMap that is not there soon after the grace, and what to do", () => {
    const { waited, seconds } = without;
    assert.notEqual(waited.exitCode, 0);
    assert.match(waited.text, /PodNotStarted: .*FailedMount: .*configmap "report-config" not found/s);
    assert.match(waited.text, /create the ConfigMap “report-config” in this namespace/);
    assert.ok(seconds < 60, `${seconds} s`);
  });

  it("is raced in a namespace that is made again where somebody deleted it", () => {
    const { again } = without;
    assert.equal(again.exitCode, 0, again.text);
    assert.match(again.text, /The namespace \S+, which this stack had made, was gone: it was made again\./);
  });

  it("says at once, and in one error, that the namespace of the settings is not there", () => {
    assert.notEqual(nowhere.exitCode, 0);
    const [, ...errors] = nowhere.text.split(/^ {4}error: /m);
    assert.equal(errors.length, 1, nowhere.text);
    assert.match(
      errors[0] ?? "",
      /^NamespaceGone: expected the namespace "nowhere".*\n +Next: make it \(`kubectl create/,
    );
  });

  it("has no output without a value where there is one lane", () => {
    assert.doesNotMatch(without.again.text, /Undefined value/);
  });
});
