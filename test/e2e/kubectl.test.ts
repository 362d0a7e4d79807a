import { strict as assert } from "node:assert";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { readYaml } from "../../plan/kubectl/read-yaml";
import { randomManifest } from "./random-manifest";
import { Stack } from "./stack";

const SEED = 20261125;
const dialect = "test/fixtures/manifests/dialect.yaml";

interface JobObject {
  readonly spec: { readonly template: { readonly spec: Readonly<Record<string, unknown>> } };
}

describe("A manifest", () => {
  let stack: Stack;
  let folder = "";

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "job-race-manifests-"));
    stack = await Stack.make({
      "job-race:items": 1,
      "job-race:itemsFlag": "--keygen-num-to-gen",
      "job-race:lanes": [{ name: "dialect", manifest: dialect }],
      "job-race:container": "maker",
      "job-race:warmup": "no",
      "job-race:timeoutSeconds": "2m",
    });
  });

  after(async () => {
    await stack.end();
    await rm(folder, { recursive: true, force: true });
  });

  it("of random YAML is read as kubectl creates it", async () => {
    const texts = fc.sample(randomManifest, { numRuns: 300, seed: SEED });
    const file = join(folder, "random.yaml");
    await writeFile(file, texts.join("\n---\n"));
    const dryRun = ["create", "--dry-run=client", "--validate=false", "--output", "json", "--filename", file];
    const printed = (await stack.kubectl(...dryRun)).split(/(?<=^\})\n/m);
    assert.equal(printed.length, texts.length);
    texts.forEach((text, index) => {
      const theirs: unknown = JSON.parse(printed[index] ?? "");
      // kubectl adds the namespace of its context.
      const ours = readYaml(text).map((job) => ({ ...(job as object), metadata: { name: "random", labels: null, namespace: "default" } })); // prettier-ignore
      assert.deepEqual(ours, [theirs], text);
    });
  });

  it("with an octal number, a merge and booleans in words is raced as kubectl would have made it", async () => {
    const { exitCode, text } = await stack.up();
    assert.equal(exitCode, 0, text);
    const created = (await stack.jobs()) as unknown as JobObject[];
    const byKubectl = JSON.parse(
      await stack.kubectl("create", "--dry-run=server", "--output", "json", "--filename", dialect),
    ) as JobObject;
    assert.deepEqual(created.map(podOf), [podOf(byKubectl)]);
    assert.deepEqual((podOf(byKubectl)["volumes"] as unknown[])[0], {
      name: "scripts",
      configMap: { name: "scripts", defaultMode: 256, optional: true },
    });
  });

  it("with a misspelt field is refused in the preview, where kubectl refuses it too", async () => {
    await stack.set({ "job-race:lanes": [{ name: "bad", manifest: "test/fixtures/manifests/misspelt.yaml" }] });
    const { exitCode, text } = await stack.pulumi("preview");
    assert.notEqual(exitCode, 0);
    assert.match(text, /a field that Kubernetes has at spec\.backofflimit in "[^"]+": did you mean backoffLimit\?/);
    const create = ["create", "--dry-run=server", "--filename", "test/fixtures/manifests/misspelt.yaml"];
    await assert.rejects(stack.kubectl(...create), /unknown field "spec\.backofflimit"/);
  });
});

function podOf(job: JobObject): Readonly<Record<string, unknown>> {
  return job.spec.template.spec;
}
