import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { heatManifest, heatName } from "../../../plan/heat-manifest";
import type { Lane } from "../../../plan/lane";
import { planRace, type RacePlan } from "../../../plan/race-plan";
import { parseRaceConfig } from "../../../plan/race-config";
import { jobYaml } from "./job-yaml";

const ownLanes = '[{"name":"own","manifest":"own.yaml"}]';

function plan(raw: Record<string, string> = {}, own = jobYaml()): RacePlan {
  const config = parseRaceConfig(raw);
  assert.ok(config.ok);
  const planned = planRace(config.value, "dev", (path) => (path === "own.yaml" ? own : readFileSync(path, "utf8")));
  assert.ok(planned.ok, JSON.stringify(planned));
  return planned.value;
}

function shape({ name, completions, parallelism, items, itemsPerPod, container }: Lane): unknown[] {
  return [name, completions, parallelism, items, itemsPerPod, container];
}

const argsOf = ({ manifest }: Lane) => manifest.spec.template.spec.containers[0]?.args;

describe("The classic race", () => {
  it("makes the same ten keys in both lanes", () => {
    const { lanes } = plan();
    assert.deepEqual(lanes.map(shape), [
      ["oneshot", 1, 1, 10, 10, "kuard"],
      ["parallel", 10, 5, 10, 1, "kuard"],
    ]);
    const args = ["--keygen-enable", "--keygen-exit-on-complete"];
    assert.deepEqual(lanes.map(argsOf), [[...args, "--keygen-num-to-gen=10"], [...args, "--keygen-num-to-gen=1"]]); // prettier-ignore
  });

  it("warms up first, with one item in each pod that runs at once", () => {
    const { heats } = plan();
    assert.deepEqual(heats.map(heatName), ["warmup-r0", "oneshot-r1", "parallel-r1"]);
    assert.deepEqual(heats.map(({ position }) => position), [0, 1, 2]); // prettier-ignore
    assert.deepEqual(shape((heats[0] as { lane: Lane }).lane), ["warmup", 5, 5, 5, 1, "kuard"]);
  });

  it("can do without the warm-up", () => {
    assert.deepEqual(plan({ warmup: "false" }).heats.map(heatName), ["oneshot-r1", "parallel-r1"]);
  });

  it("labels Job and pods itself, whatever the manifest says", () => {
    const own = jobYaml().replace("metadata: {name: own}", "metadata: {name: own, labels: {chapter: other, mine: x}}");
    const [heat] = plan({ lanes: ownLanes, itemsFlag: "--count", warmup: "false" }, own).heats;
    assert.ok(heat);
    const { metadata, spec } = heatManifest(heat, "7");
    const labels = {
      chapter: "jobs",
      "app.kubernetes.io/managed-by": "job-race",
      "job-race/stack": "dev",
      "job-race/lane": "own",
      "job-race/round": "1",
    };
    assert.deepEqual(metadata, { labels: { ...labels, mine: "x" }, annotations: { "job-race/run": "7" } });
    assert.deepEqual(spec.template.metadata, { labels });
  });
});

describe("Rounds", () => {
  it("run every lane once, in the order that is asked for", () => {
    const names = plan({ rounds: "2", warmup: "false" }).heats.map(heatName);
    assert.deepEqual(names, ["oneshot-r1", "parallel-r1", "parallel-r2", "oneshot-r2"]);
  });

  it("are shuffled by a seed that follows from the run, unless one is given", () => {
    assert.equal(plan({ run: "a" }).seed, 0xe40c292c);
    assert.equal(plan({ seed: "5" }).seed, 5);
  });
});

describe("A sweep", () => {
  it("adds a lane of the parallel manifest for each parallelism", () => {
    assert.deepEqual(plan({ sweep: "[1,10]" }).lanes.map(shape).slice(2), [
      ["parallel-p1", 10, 1, 10, 1, "kuard"],
      ["parallel-p10", 10, 10, 10, 1, "kuard"],
    ]);
  });

  it("is warmed up as wide as its widest lane", () => {
    const [warmup] = plan({ sweep: "[1,10,2]" }).heats;
    assert.deepEqual(shape((warmup as { lane: Lane }).lane), ["warmup", 10, 10, 10, 1, "kuard"]);
  });

  it("sweeps the only lane where there is one", () => {
    const { lanes } = plan({
      lanes: '[{"name":"own","manifest":"own.yaml","completions":5}]',
      itemsFlag: "--count",
      sweep: "[5]",
    });
    assert.deepEqual(lanes.map(({ name }) => name), ["own", "own-p5"]); // prettier-ignore
  });
});

describe("A manifest of the user's own", () => {
  it("is raced with its own flag, container and numbers", () => {
    const own = jobYaml({
      container: ["args: [--count, '12']", "- {name: proxy, image: p}"],
      spec: ["completions: 2", "parallelism: 2"],
    }).replace("        - {name: proxy", "      - {name: proxy");
    const { lanes } = plan({ lanes: ownLanes, itemsFlag: "--count", container: "main" }, own);
    assert.deepEqual(lanes.map(shape), [["own", 2, 2, 10, 5, "main"]]);
    assert.deepEqual(lanes.map(argsOf), [["--count", "5"]]);
    assert.equal(lanes[0]?.manifest.spec.template.spec.containers[1]?.name, "proxy");
  });

  it("is raced with an environment variable", () => {
    const own = jobYaml({ container: ["env: [{name: ITEMS, value: '12'}]"] });
    const { lanes } = plan({ lanes: ownLanes, itemsEnv: "ITEMS" }, own);
    assert.deepEqual(lanes[0]?.manifest.spec.template.spec.containers[0]?.env, [{ name: "ITEMS", value: "10" }]);
  });

  it("can be given another image and pull policy", () => {
    const { lanes } = plan({ image: "example.org/keygen:1", imagePullPolicy: "Never" });
    for (const { manifest } of lanes) {
      const [container] = manifest.spec.template.spec.containers;
      assert.deepEqual([container?.image, container?.["imagePullPolicy"]], ["example.org/keygen:1", "Never"]);
    }
  });

  it("loses what would tie it to another Job, with a word about what its owner may miss", () => {
    const own = jobYaml({ spec: ["ttlSecondsAfterFinished: 5", "suspend: true", "manualSelector: true"] });
    const { lanes, warnings } = plan({ lanes: ownLanes, itemsFlag: "--count" }, own);
    const manifest = lanes[0]?.manifest;
    assert.deepEqual(Object.keys(manifest?.metadata ?? {}), ["labels"]);
    assert.deepEqual(Object.keys(manifest?.spec ?? {}).sort(), ["completions", "parallelism", "template"]);
    assert.deepEqual(warnings, [
      "own.yaml: spec.ttlSecondsAfterFinished is left out: Kubernetes could delete the Job before it was measured",
      "own.yaml: spec.suspend is left out: the race starts its Jobs itself",
      "own.yaml: spec.selector and spec.manualSelector are left out: every heat is a Job of its own",
    ]);
  });

  it("loses a namespace that is not the race's, with a word about it", () => {
    const own = jobYaml().replace("{name: own}", "{name: own, namespace: analytics}");
    const warned = (more: Record<string, string>) =>
      plan({ lanes: ownLanes, itemsFlag: "--count", ...more }, own).warnings;
    assert.deepEqual(warned({}), [
      "own.yaml: metadata.namespace (analytics) is left out: the race runs in a namespace that it makes, which may lack the " +
        "ConfigMaps, Secrets, claims and service accounts of analytics; to race where the manifest says, set namespace to analytics",
    ]);
    assert.match(warned({ namespace: "batch" })[0] ?? "", /the race runs in the namespace batch/);
    assert.deepEqual(warned({ namespace: "analytics" }), []);
  });

  it("takes a parallelism for the parallel lane alone", () => {
    const { lanes } = plan({ parallelism: "8" });
    assert.deepEqual(lanes.map(({ name, completions, parallelism }) => [name, completions, parallelism]), [["oneshot", 1, 1], ["parallel", 10, 8]]); // prettier-ignore
  });

  it("races a manifest as it stands where nothing says how many items a pod makes, with a word about it", () => {
    const own = jobYaml({ container: ["command: [sleep, '2']"], spec: ["completions: 6", "parallelism: 3"] });
    const standing = plan({ lanes: ownLanes, sweep: "1,2,6" }, own);
    assert.deepEqual(standing.lanes.map(shape), [
      ["own", 6, 3, 6, 1, "main"],
      ["own-p1", 6, 1, 6, 1, "main"],
      ["own-p2", 6, 2, 6, 1, "main"],
      ["own-p6", 6, 6, 6, 1, "main"],
    ]);
    assert.deepEqual(standing.lanes[0]?.manifest.spec.template.spec.containers[0]?.command, ["sleep", "2"]);
    assert.match(standing.warnings.join(), /^no manifest has the argument --keygen-num-to-gen: every pod runs as/);
    const fixed = plan({ lanes: ownLanes, itemsPerPod: "4" }, own);
    assert.deepEqual(fixed.lanes.map(shape), [["own", 6, 3, 24, 4, "main"]]);
    assert.deepEqual(fixed.warnings, []);
  });

  it("sets the items where a pattern finds them, and notes what the pods run", () => {
    const lanes = '[{"name":"own","manifest":"own.yaml","completions":5,"parallelism":5}]';
    const runs: readonly (readonly [string, string, string])[] = [
      ["args: [report.sh, '4']", "report.sh (\\d+)", "report.sh 2"],
      ["command: [sh, -c, 'report --count 4 --fast']", "--count (\\d+)", "sh -c report --count 2 --fast"],
      ["command: [report]\n        args: [-n4]", " -n(\\d+)", "report -n2"],
      ["command: [dd, count=400, bs=4]", "count=(\\d+)", "dd count=2 bs=4"],
    ];
    for (const [container, itemsAt, line] of runs) {
      const planned = plan({ lanes, itemsAt }, jobYaml({ container: [container] }));
      assert.deepEqual(planned.notes, [`own: each pod runs ${line}`]);
    }
  });

  it("gets a warm-up for each image that the lanes use", () => {
    const lanes = '[{"name":"own","manifest":"own.yaml"},{"name":"two","manifest":"manifests/job-parallel.yaml"}]';
    const own = jobYaml({ container: ["args: [--keygen-num-to-gen=1]"] });
    const names = plan({ lanes }, own).heats.map(heatName);
    assert.deepEqual(names, ["warmup-r0", "warmup-2-r0", "own-r1", "two-r1"]);
  });

  it("passes Pod Security restricted when asked", () => {
    const own = jobYaml({
      container: [
        "args: [--count=1]",
        "securityContext: {privileged: true, runAsUser: 0, readOnlyRootFilesystem: true}",
      ],
      pod: ["securityContext: {fsGroup: 5, runAsUser: 0}", "initContainers: [{name: first, image: i}]"],
    });
    const pod = plan({ lanes: ownLanes, itemsFlag: "--count", restricted: "true" }, own).lanes[0]?.manifest.spec
      .template.spec;
    const required = {
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
    };
    assert.deepEqual(pod?.["securityContext"], {
      fsGroup: 5,
      runAsUser: 65534,
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
    assert.deepEqual(pod.containers[0]?.["securityContext"], { readOnlyRootFilesystem: true, ...required });
    assert.deepEqual(pod.initContainers?.[0]?.["securityContext"], required);
  });
});
