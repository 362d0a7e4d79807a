import { strict as assert } from "node:assert";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { examplePrograms, installPackage } from "../../commands/run/installed-package";
import { workloadImage } from "../../sandbox/cluster/images";
import { projectRoot } from "../../sandbox/places";
import { settingsOf, short, shortQueue, twoItemsOf } from "./example-settings";
import { useTheImageAtHand } from "./image-at-hand";
import { shared } from "./sandbox";
import { Stack } from "./stack";
import { makeTeamNamespace } from "./team-namespace";

describe("The package, installed in an empty folder", function () {
  this.timeout(300_000);
  let folder: string;
  const stacks: Stack[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "job-race-package-"));
    await installPackage(folder);
    for (const program of examplePrograms) {
      await cp(join(projectRoot, "examples", program), join(folder, program), { recursive: true });
      await useTheImageAtHand(join(folder, program));
    }
    // As a reader copies them, out of the package: their manifests stay as they are, and a setting names the image at hand.
    await cp(join(folder, "node_modules/job-race/examples"), join(folder, "from-settings/examples"), {
      recursive: true,
    });
  });

  after(async () => {
    for (const stack of stacks) await stack.end();
    await rm(folder, { recursive: true, force: true });
  });

  it("has the types that the example programs need", async () => {
    // All at once: the types of the Kubernetes SDK alone take most of the time.
    const project = { extends: "./two-manifests/tsconfig.json", include: ["*/index.ts"] };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(project));
    const { exitCode, all } = await execa("npx", ["tsc", "--noEmit"], { cwd: folder, all: true, reject: false });
    assert.equal(exitCode, 0, all);
  });

  it("races two manifests of another program's own", async () => {
    const { stack, text } = await deploy("two-manifests", {});
    const { verdict, speedup } = await stack.outputs<{ verdict: string; speedup: number }>();
    assert.match(verdict, /The results are in:/, text);
    assert.ok(speedup > 0);
  });

  it("holds another program back until its Job is done, and tells how long that took", async () => {
    const { stack, text } = await deploy("migration", {
      "migration:image": workloadImage,
      "migration:schemaVersion": "8",
    });
    const { migrationSeconds } = await stack.outputs<{ migrationSeconds: number }>();
    assert.ok(migrationSeconds > 0, text);
    const made = text.indexOf("core/v1:ConfigMap schema creat");
    assert.ok(made > text.indexOf("JobTiming migrated created") && made > 0, text);
  });

  it("races an Indexed Job against a plain one, by the settings of an example", async () => {
    const { stack, text } = await race("indexed", { "job-race:items": 4 });
    const modes = JSON.parse(
      await stack.kubectl("get", "jobs", "--namespace", await stack.namespace(), "--output", "json"),
    ) as { items: { spec: { completionMode: string } }[] };
    assert.deepEqual(modes.items.map(({ spec }) => spec.completionMode).sort(), ["Indexed", "NonIndexed"]);
    assert.match(text, /The results are in:/);
    assert.ok(
      (await stack.results()).heats.every(({ valid, laps }) => valid && laps?.length === 4),
      text,
    );
  });

  it("races a batch and says what each lane costs, and which is in time", async () => {
    const { stack } = await race("batch", twoItemsOf("examples/batch/score.yaml"));
    const { cost, lanes } = await stack.results();
    assert.deepEqual(
      cost?.lanes.map(({ lane, price = 0 }) => [lane, price > 0]),
      [["alone", true], ["two", true]], // prettier-ignore
    );
    assert.deepEqual(lanes.map(({ n, inTime }) => [n, inTime]), [[1, 1], [1, 1]]); // prettier-ignore
  });

  it("races equal parts against a queue", async () => {
    const { stack, text } = await race("queue", shortQueue);
    const { heats } = await stack.results();
    assert.deepEqual(heats.at(-1)?.ledger, { enqueued: 8, done: 8, distinct: 8, lost: 0, duplicates: 0 }, text);
  });

  it("races in somebody else's namespace with no more than the shipped Role", async () => {
    const admin = await Stack.make({});
    stacks.push(admin);
    const kubeconfig = await makeTeamNamespace(join(folder, "node_modules/job-race"), admin);
    const { stack } = await race("shared-namespace", twoItemsOf("examples/batch/score.yaml"), {
      ...shared,
      kubeconfig,
    });
    stacks.splice(stacks.indexOf(stack), 1);
    const destroyed = await stack.end();
    assert.equal(destroyed.exitCode, 0, destroyed.text);
    assert.deepEqual(await admin.jobs("team-batch"), []);
    await admin.kubectl("delete", "namespace", "team-batch", "--wait=false");
  });

  /** A race of the program that races whatever its stack's settings say. */
  function race(example: string, overrides: Readonly<Record<string, unknown>>, places = shared) {
    return deploy("from-settings", { ...settingsOf(example), ...short, ...overrides }, places);
  }

  async function deploy(program: string, settings: Readonly<Record<string, unknown>>, places = shared) {
    const stack = await Stack.make(settings, places, join(folder, program), program);
    stacks.push(stack);
    const { exitCode, text } = await stack.up();
    assert.equal(exitCode, 0, text);
    return { stack, text };
  }
});
