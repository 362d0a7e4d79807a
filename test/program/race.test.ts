import assert from "node:assert/strict";
import type { Results } from "../../analysis/results/results";
import { banner } from "../../report/formats/banner";
import { headline, type Headline } from "../../report/headline";
import { without } from "../../plan/without";
import { type Declared, runProgram, valueOf } from "./run-program";

const job = "kubernetes:batch/v1:Job";
const timing = "pulumi-nodejs:dynamic:JobTiming";
const namespaceType = "kubernetes:core/v1:Namespace";

function named(declared: readonly Declared[], name: string, type: string): Declared {
  const found = declared.find((it) => it.name === name && it.type === type);
  assert.ok(found, `${type} ${name}`);
  return found;
}

const ofType = (declared: readonly Declared[], type: string) =>
  declared.filter((it) => it.type === type).map(({ name }) => name);

describe("The classic race", () => {
  it("declares a provider, a namespace, a clean-up, and a Job with its timing for each heat", async () => {
    const { declared } = await runProgram();
    assert.deepEqual(ofType(declared, job), ["warmup-r0", "oneshot-r1", "parallel-r1"]);
    assert.deepEqual(ofType(declared, timing), ["warmup-r0-timing", "oneshot-r1-timing", "parallel-r1-timing"]);
    assert.deepEqual(ofType(declared, "job-race:index:Heat").sort(), ["oneshot-r1", "parallel-r1", "warmup-r0"]);
    assert.deepEqual(ofType(declared, namespaceType), ["job-race-dev"]);
    assert.equal(declared.length, 14);
  });

  it("names the namespace by digits that the stack keeps, so that a killed update does not lose it", async () => {
    const { declared } = await runProgram();
    const { inputs, dependsOn } = named(declared, "job-race-dev", namespaceType);
    assert.equal((inputs["metadata"] as { name: string }).name, "job-race-dev-job-race-dev-suffix-id");
    assert.deepEqual(dependsOn, ["job-race-dev-suffix"]);
  });

  it("gives each Job its labels, its run, its namespace, and no name", async () => {
    const { declared } = await runProgram({ run: "7" });
    const { inputs } = named(declared, "parallel-r1", job);
    const labels = {
      chapter: "jobs",
      "app.kubernetes.io/managed-by": "job-race",
      "job-race/stack": "dev",
      "job-race/lane": "parallel",
      "job-race/round": "1",
    };
    assert.deepEqual(inputs["metadata"], {
      labels,
      namespace: "job-race-dev-1a2b3c4d",
      annotations: {
        "job-race/run": "7",
        "pulumi.com/waitFor": "jsonpath={.metadata.uid}",
      },
    });
    const spec = inputs["spec"] as { parallelism: number; completions: number; template: { metadata: unknown } };
    assert.deepEqual([spec.parallelism, spec.completions, spec.template.metadata], [5, 10, { labels }]);
  });

  it("tells each timing which Job it is for, and what that Job makes", async () => {
    const { declared } = await runProgram({ timeoutSeconds: "30", itemPattern: "done" });
    const inputs = without(named(declared, "parallel-r1-timing", timing).inputs, [
      "kubeconfig",
      "context",
      "workHash",
      "__provider",
      "workHash",
    ]);
    assert.deepEqual(inputs, {
      heat: {
        namespace: "job-race-dev-1a2b3c4d",
        job: "parallel-r1-1a2b3c4d",
        uid: "parallel-r1-uid",
        stack: "dev",
        lane: "parallel",
        round: 1,
        run: "1",
        parallelism: 5,
        completions: 10,
        items: 10,
        container: "kuard",
        itemPattern: "done",
        timeoutSeconds: 30,
        row: "urn:pulumi:dev::job-race::job-race:index:Race$job-race:index:Heat$pulumi-nodejs:dynamic:JobTiming::parallel-r1-timing",
      },
    });
  });

  it("starts a heat only when the one before it has ended", async () => {
    const { declared, events } = await runProgram({ rounds: "2" });
    const heats = ["warmup-r0", "oneshot-r1", "parallel-r1", "parallel-r2", "oneshot-r2"];
    const before = ["race-cleanup", ...heats.map((name) => `${name}-timing`)];
    heats.forEach((name, index) => {
      const previous = before[index] ?? "";
      assert.ok(named(declared, name, job).dependsOn.includes(previous), `${name} after ${previous}`);
    });
    const inOrder = heats.flatMap((name) => [`start ${name}-timing`, `end ${name}-timing`]);
    assert.deepEqual(events.filter((event) => event.endsWith("-timing")), inOrder); // prettier-ignore
  });

  it("never changes a Job that ran, and deletes it before its replacement runs", async () => {
    const { declared } = await runProgram();
    for (const it of declared.filter(({ type }) => type === job)) {
      assert.deepEqual(it.replaceOnChanges, ["spec", "metadata.labels", "metadata.annotations"]);
      assert.equal(it.deleteBeforeReplace, true);
      assert.equal(it.deletedWith, "race-cleanup");
      assert.match(it.provider, /::race-cluster::/);
    }
  });

  it("has the outputs that people and scripts rely on", async () => {
    const { outputs } = await runProgram();
    const names = ["namespace", "parallelDuration", "raceResults", "readme", "results", "serialDuration", "speedup"];
    assert.deepEqual(Object.keys(outputs).sort(), names);
    assert.equal(await valueOf(outputs["namespace"]), "job-race-dev-1a2b3c4d");
    assert.equal(await valueOf(outputs["serialDuration"]), "12s");
    assert.equal(await valueOf(outputs["parallelDuration"]), "7s");
    assert.match(String(await valueOf(outputs["raceResults"])), /Serial: 12s[^]*Parallel: 7s/);
    const results = (await valueOf(outputs["results"])) as Headline;
    assert.equal(results.verdict, "can't tell");
    assert.deepEqual(results.lanes, { oneshot: { medianSeconds: 12 }, parallel: { medianSeconds: 7 } });
  });

  it("has no outputs of a second lane where there is none", async () => {
    const { outputs } = await runProgram({ lanes: '[{"name":"oneshot","manifest":"manifests/job-oneshot.yaml"}]' });
    assert.deepEqual(Object.keys(outputs).sort(), ["namespace", "raceResults", "readme", "results", "serialDuration"]);
  });

  it("keeps the settings in its state, and each heat once, with the resource that timed it", async () => {
    const { declared, registered } = await runProgram();
    const { settings, ...rest } = registered.get("race") as { settings: Results["settings"] };
    assert.deepEqual(Object.keys(rest), ["namespace"]);
    assert.equal(settings.seed, 0x340ca71c);
    assert.deepEqual(settings.sweep, []);
    assert.deepEqual(settings.lanes, [
      { name: "oneshot", completions: 1, parallelism: 1 },
      { name: "parallel", completions: 10, parallelism: 5 },
    ]);
    for (const heat of ofType(declared, "job-race:index:Heat")) assert.deepEqual(registered.get(heat), {}, heat);
  });

  it("has a page in Pulumi Cloud that names outputs which are there", async () => {
    const { outputs } = await runProgram();
    const page = String(await valueOf(outputs["readme"]));
    const named = [...page.matchAll(/\$\{outputs\.([\w.]+)\}/g)].map(([, path = ""]) => path.split("."));
    assert.ok(named.length >= 5);
    for (const [name = "", ...keys] of named) {
      const value = keys.reduce<unknown>(
        (object, key) => (object as Record<string, unknown>)[key],
        await valueOf(outputs[name]),
      );
      assert.ok(["string", "number"].includes(typeof value), `${name}.${keys.join(".")}`);
    }
  });

  it("ends with the whole banner, and with everything in a file of its stack and namespace", async () => {
    const { outputs, said, files } = await runProgram();
    const path = "results/dev/job-race-dev-1a2b3c4d.json";
    assert.deepEqual(Object.keys(files), [path]);
    const document = JSON.parse(files[path] ?? "") as Results;
    const text = banner(document);
    assert.ok(said.includes(`${text}\n\nEvery measurement: ${path}\nOn any machine: npm run results -- --stack dev`));
    assert.deepEqual(document.heats.map(({ lane }) => lane), ["oneshot", "parallel"]); // prettier-ignore
    assert.deepEqual(headline(document), await valueOf(outputs["results"]));
  });

  it("keeps the results of its own namespace, whatever else a stack of its name in another backend found", async () => {
    const { files } = await runProgram({ namespace: "shared" });
    assert.deepEqual(Object.keys(files), ["results/dev/shared.json"]);
  });

  it("shows the whole plan in a preview, where no result is known", async () => {
    const { declared, outputs, said, files } = await runProgram({ namespace: "shared" }, { preview: true });
    assert.deepEqual([said, files], ["", {}]);
    assert.deepEqual(ofType(declared, job), ["warmup-r0", "oneshot-r1", "parallel-r1"]);
    for (const name of ["results", "serialDuration", "raceResults"])
      assert.equal(await valueOf(outputs[name]), undefined);
  });
});

describe("A race in a namespace of the user's", () => {
  for (const key of ["job-race:namespace", "kubernetes:namespace"]) {
    it(`neither creates nor deletes it (${key})`, async () => {
      const { declared, outputs } = await runProgram({ [key]: "shared" });
      assert.deepEqual(ofType(declared, namespaceType), []);
      assert.equal(
        (named(declared, "oneshot-r1", job).inputs["metadata"] as { namespace: string }).namespace,
        "shared",
      );
      assert.equal(await valueOf(outputs["namespace"]), "shared");
    });
  }
});

describe("A race with wrong settings", () => {
  it("creates nothing and lists every mistake, without a stack trace", async () => {
    let declared = -1;
    await assert.rejects(
      async () => {
        const ran = await runProgram({ items: "0", itmes: "1" });
        declared = ran.declared.length;
      },
      (error: { message: string; __pulumiRunError?: boolean }) => {
        assert.match(error.message, /^2 mistakes in the settings, nothing was created:\n {2}items: .*\n {2}itmes: /);
        assert.equal(error.__pulumiRunError, true);
        return true;
      },
    );
    assert.equal(declared, -1);
  });
});
