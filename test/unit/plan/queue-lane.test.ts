import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fillManifest, heatName, queueMeta } from "../../../plan/heat-manifest";
import { labels } from "../../../plan/labels";
import { planRace } from "../../../plan/race-plan";
import { parseRaceConfig } from "../../../plan/race-config";

const classic = {
  name: "consumers",
  manifest: "manifests/job-consumers.yaml",
  queue: "manifests/queue.yaml",
  fill: "manifests/fill-queue.yaml",
};
const parallel = { name: "parallel", manifest: "manifests/job-parallel.yaml" };

function planOf(lanes: readonly object[], more: Record<string, string> = {}, files: Record<string, string> = {}) {
  const config = parseRaceConfig({ lanes: JSON.stringify(lanes), ...more });
  assert.ok(config.ok, JSON.stringify(config));
  return planRace(config.value, "dev", (path) => files[path] ?? readFileSync(path, "utf8"));
}

function mistakesOf(...args: Parameters<typeof planOf>): string[] {
  const planned = planOf(...args);
  assert.ok(!planned.ok);
  return planned.mistakes.map(({ key, expected, got = "" }) => `${key}: ${expected}, got ${got}`);
}

describe("A lane with a queue", () => {
  it("races the classic consumers, whose queue is filled with all items", () => {
    const planned = planOf([parallel, classic], { items: "40", image: "own:1" });
    assert.ok(planned.ok, JSON.stringify(planned));
    const lane = planned.value.lanes[1];
    assert.ok(lane?.queue && lane.fill);
    const { kind, parallelism, completions, itemsPerPod, items, container } = lane;
    assert.deepEqual(
      { kind, parallelism, completions, itemsPerPod, items, container },
      { kind: "queue", parallelism: 5, completions: undefined, itemsPerPod: undefined, items: 40, container: "worker" },
    );
    assert.equal("completions" in lane.manifest.spec, false);
    assert.equal(lane.manifest.spec.template.spec.containers[0]?.image, "own:1");
    assert.equal(lane.queue.hostName, "queue");
    assert.equal(lane.queue.spec.containers[0]?.image, "own:1");
    const [fill] = lane.fill.manifest.spec.template.spec.containers;
    assert.deepEqual([fill?.args, fill?.image], [["--keygen-num-to-gen=40"], "own:1"]);
  });

  it("puts the stack's labels on the queue's pod and on the Job that fills it", () => {
    const planned = planOf([parallel, classic]);
    assert.ok(planned.ok);
    const heat = planned.value.heats.find(({ lane }) => lane.name === "consumers");
    assert.ok(heat?.lane.queue && heat.lane.fill);
    for (const meta of [
      queueMeta(heat, heat.lane.queue, "1"),
      fillManifest(heat, heat.lane.fill.manifest, "1").metadata,
    ]) {
      assert.equal(meta.labels[labels.stack], "dev");
      assert.equal(meta.labels[labels.round], "1");
      assert.equal(meta["name"], undefined);
    }
  });

  it("is swept over its number of workers, and needs no multiple of anything", () => {
    const planned = planOf([parallel, { ...classic, parallelism: 3 }], { items: "10", sweep: "1,4,7" });
    assert.ok(planned.ok, JSON.stringify(planned));
    assert.deepEqual(
      planned.value.lanes.map(({ name, parallelism }) => [name, parallelism]),
      [["parallel", 5], ["consumers", 3], ["consumers-p1", 1], ["consumers-p4", 4], ["consumers-p7", 7]], // prettier-ignore
    );
  });

  it("is warmed up by another lane with the same image, or with its own queue", () => {
    const warmups = (lanes: object[]) => {
      const planned = planOf(lanes);
      assert.ok(planned.ok);
      return planned.value.heats.filter(({ round }) => round === 0);
    };
    assert.deepEqual(warmups([{ ...parallel, parallelism: 2 }, classic]).map((heat) => [heatName(heat), heat.lane.kind]), [["warmup-r0", "split"]]); // prettier-ignore
    const [own] = warmups([classic]);
    assert.ok(own?.lane.queue && own.lane.fill);
    assert.deepEqual([own.lane.kind, own.lane.items], ["queue", 5]);
  });

  it("may have either a queue or something to fill one", () => {
    const { queue, fill, ...bare } = classic;
    assert.ok(planOf([parallel, { ...bare, fill }]).ok);
    assert.ok(planOf([parallel, { ...bare, queue }]).ok);
    assert.match(mistakesOf([parallel, bare]).join(), /or queue or fill in the lane/);
  });

  it("refuses completions, wherever they stand", () => {
    assert.deepEqual(mistakesOf([parallel, { ...classic, completions: 4 }]), [
      'lanes[1].completions: no completions in "manifests/job-consumers.yaml" or in lane "consumers", as its workers take items from a queue, got 4',
    ]);
    assert.match(
      mistakesOf([parallel, { ...classic, manifest: parallel.manifest }]).join(),
      /lanes\[1\].manifest: no comp.*got 10/,
    );
  });

  it("warns that lines are counted where the pattern has no group named item", () => {
    const warnings = (lanes: object[], itemPattern: string) => {
      const planned = planOf(lanes, { itemPattern });
      assert.ok(planned.ok, JSON.stringify(planned));
      return planned.value.warnings.filter((warning) => warning.startsWith("itemPattern"));
    };
    assert.match(warnings([parallel, classic], "Item done").join(), /no group named item, so a queue's ledger counts/);
    assert.deepEqual(warnings([parallel, classic], "done: (?<item>\\S+)"), []);
    assert.deepEqual(warnings([parallel], "Item done"), []);
  });

  it("names what is wrong with the manifests beside the Job, all at once", () => {
    const files = {
      "q.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: queue}",
      "f.yaml": readFileSync("manifests/fill-queue.yaml", "utf8").replaceAll("--keygen-num-to-gen", "--other"),
    };
    assert.deepEqual(mistakesOf([{ ...classic, queue: "q.yaml", fill: "none.yaml" }], {}, files), [
      'lanes[0].queue: one Pod (apiVersion v1, kind Pod) in "q.yaml", got apiVersion "v1", kind "Service"',
      'lanes[0].fill: a readable file, got "none.yaml" (no such file)',
    ]);
    assert.match(
      mistakesOf([{ ...classic, fill: "f.yaml" }], {}, files).join(),
      /itemsFlag: a flag of container "fill" of "f.yaml"/,
    );
    const noContainers = { "q.yaml": "apiVersion: v1\nkind: Pod\nspec: {containers: []}" };
    assert.match(
      mistakesOf([{ ...classic, queue: "q.yaml" }], {}, noContainers).join(),
      /lanes\[0\].queue: one container or more at spec/,
    );
  });
});
