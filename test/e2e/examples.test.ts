import { strict as assert } from "node:assert";
import { readFileSync, globSync } from "node:fs";
import { basename, join } from "node:path";
import { load } from "js-yaml";
import { workloadImage } from "../../sandbox/cluster/images";
import { projectRoot } from "../../sandbox/places";
import { shared } from "./sandbox";
import { Stack } from "./stack";
import { tokenKubeconfig } from "./token-kubeconfig";

/** What makes a race of it that a test has time for, on a node that has no other image. */
const short = {
  "job-race:image": workloadImage,
  "job-race:imagePullPolicy": "IfNotPresent",
  "job-race:rounds": 1,
  "job-race:sweep": undefined,
  "job-race:warmup": false,
};

function twoItemsOf(manifest: string): Readonly<Record<string, unknown>> {
  const lanes = [1, 2].map((pods) => ({
    name: pods === 1 ? "alone" : "two",
    manifest,
    completions: pods,
    parallelism: pods,
  }));
  return { "job-race:items": 2, "job-race:lanes": lanes };
}

function settingsOf(example: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(join(projectRoot, "examples", example, `Pulumi.${example}.yaml`), "utf8");
  return (load(text) as { config: Record<string, unknown> }).config;
}

describe("The examples that are settings", () => {
  const stacks: Stack[] = [];
  const stackOf = async (settings: Readonly<Record<string, unknown>>, places = shared) => {
    const stack = await Stack.make(settings, places);
    stacks.push(stack);
    return stack;
  };

  after(async () => {
    await Promise.all(stacks.map((stack) => stack.end()));
  });

  for (const file of globSync("examples/*/Pulumi.*.yaml", { cwd: projectRoot }).sort()) {
    const example = basename(file).split(".")[1] ?? "";

    it(`preview a race, as ${example} stands`, async () => {
      const { exitCode, text } = await (await stackOf(settingsOf(example))).pulumi("preview");
      assert.equal(exitCode, 0, text);
      assert.match(text, /\+ \d+ to create/);
    });
  }

  it("race an Indexed Job against a plain one", async () => {
    const stack = await stackOf({ ...settingsOf("indexed"), ...short, "job-race:items": 4 });
    const { exitCode, text } = await stack.up();
    assert.equal(exitCode, 0, text);
    const modes = JSON.parse(
      await stack.kubectl("get", "jobs", "--namespace", await stack.namespace(), "--output", "json"),
    ) as { items: { spec: { completionMode: string } }[] };
    assert.deepEqual(modes.items.map(({ spec }) => spec.completionMode).sort(), ["Indexed", "NonIndexed"]);
    assert.ok((await stack.results()).heats.every(({ valid, laps }) => valid && laps?.length === 4));
  });

  it("race a batch and say what each lane costs, and which is in time", async () => {
    const stack = await stackOf({ ...settingsOf("batch"), ...short, ...twoItemsOf("examples/batch/score.yaml") });
    const { exitCode, text } = await stack.up();
    assert.equal(exitCode, 0, text);
    const { cost, lanes } = await stack.results();
    assert.deepEqual(
      cost?.lanes.map(({ lane, price = 0 }) => [lane, price > 0]),
      [
        ["alone", true],
        ["two", true],
      ],
    );
    assert.deepEqual(
      lanes.map(({ n, inTime }) => [n, inTime]),
      [
        [1, 1],
        [1, 1],
      ],
    );
  });

  it("race in somebody else's namespace with no more than the shipped Role", async () => {
    const admin = await stackOf({});
    await admin.kubectl("apply", "--filename", join(projectRoot, "examples/shared-namespace/namespace.yaml"));
    await admin.kubectl("apply", "--namespace", "team-batch", "--filename", join(projectRoot, "deploy/role.yaml"));
    const token = await admin.kubectl("create", "token", "job-race", "--namespace", "team-batch");
    const kubeconfig = join(admin.folder, "token");
    await tokenKubeconfig(token.trim(), kubeconfig);
    const settings = { ...settingsOf("shared-namespace"), ...short, ...twoItemsOf("manifests/job-parallel.yaml") };
    const stack = await stackOf(settings, { ...shared, kubeconfig });
    const { exitCode, text } = await stack.up();
    assert.equal(exitCode, 0, text);
    stacks.splice(stacks.indexOf(stack), 1);
    const destroyed = await stack.end();
    assert.equal(destroyed.exitCode, 0, destroyed.text);
    assert.deepEqual(await admin.jobs("team-batch"), []);
    await admin.kubectl("delete", "namespace", "team-batch", "--wait=false");
  });
});
