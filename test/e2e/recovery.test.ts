import { strict as assert } from "node:assert";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Results } from "../../analysis/results/results";
import { projectRoot } from "../../sandbox/places";
import { shared } from "./sandbox";
import { shortRace, Stack } from "./stack";
import { untilSays } from "./waiting";

const oneshot = "manifests/job-oneshot.yaml";
const oneKey = { ...shortRace, "job-race:items": 1, "job-race:lanes": [{ name: "only", manifest: oneshot }] };

describe("After a kill", () => {
  let stack: Stack;

  after(async () => {
    await stack.forget();
  });

  it("a race continues from each phase, and a destroy leaves nothing", async () => {
    const lanes = ["first", "second"].map((name) => ({ name, manifest: oneshot }));
    stack = await Stack.make({ ...oneKey, "job-race:lanes": lanes });
    await killAt(stack, "up", /Namespace job-race-dev created/);
    const { text } = await stack.pulumi("stack", "export");
    const namespace = `job-race-dev-${/"id": "([0-9a-f]{8})"/.exec(text)?.[1] ?? ""}`;
    assert.deepEqual(await stack.jobs(namespace), [], "no heat had begun");
    await stack.kubectl("get", "namespace", namespace);

    await killAt(stack, "up", /first-r1-timing created/);
    const [recorded] = await stack.jobs(namespace);

    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.text);
    const results = await stack.results();
    assert.deepEqual(
      results.heats.map(({ lane, valid }) => [lane, valid]),
      [
        ["first", true],
        ["second", true],
      ],
    );
    assert.equal(results.heats[0]?.uid, recorded?.metadata.uid, "what was measured stays");
    assert.equal(await stack.namespace(), namespace);

    await killAt(stack, "destroy", /race-cleanup deleting/);
    const destroyed = await stack.pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(destroyed.exitCode, 0, destroyed.text);
    const left = await stack.kubectl("get", "namespaces,jobs", "--all-namespaces", "--output", "name");
    assert.ok(!left.includes(namespace), left);
  });
});

describe("A recorded heat", () => {
  let project = "";
  let stack: Stack;
  let recorded: Results;

  /** Races in a copy of the project, whose code can be edited. */
  before(async () => {
    project = await mkdtemp(join(tmpdir(), "job-race-copy-"));
    const kept = (await readdir(projectRoot)).filter(
      (name) => !/^(\.git|node_modules|test|coverage|results)$/.test(name),
    );
    for (const name of kept) await cp(join(projectRoot, name), join(project, name), { recursive: true });
    await symlink(join(projectRoot, "node_modules"), join(project, "node_modules"));
    stack = await Stack.make(oneKey, shared, project);
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.text);
    recorded = await stack.results();
  });

  after(async () => {
    await stack.forget();
    await rm(project, { recursive: true });
  });

  it("stays when the provider's code is edited", async () => {
    const edits = [
      // What Pulumi keeps in the state, and what that loads from the project.
      ["kept-provider.cjs", "const cwd = process.cwd();", "const cwd = process.cwd().slice();"],
      ["load-work.cjs", "return work.exports", "return { ...work.exports }"],
      ["job-timing-work.ts", "import", "// Another comment.\nimport"],
    ] as const;
    for (const [name, before, after] of edits) {
      const file = join(project, "components", name);
      const code = await readFile(file, "utf8");
      assert.ok(code.includes(before), `${name} has ${before}`);
      await writeFile(file, code.replace(before, after));
    }
    const up = await stack.pulumi("up", "--yes", "--skip-preview", "--diff");
    assert.equal(up.exitCode, 0, up.text);
    assert.match(up.text, /1 updated/);
    assert.match(up.text, /workHash/);
    assert.deepEqual(await stack.results(), recorded);
  });

  it("stays when its Job is gone at a refresh", async () => {
    await stack.kubectl("delete", "jobs", "--all", "--namespace", await stack.namespace());
    const refresh = await stack.pulumi("refresh", "--yes", "--skip-preview");
    assert.equal(refresh.exitCode, 0, refresh.text);
    assert.match(refresh.text, /1 deleted/);
    assert.deepEqual(await stack.results(), recorded);
  });

  it("is no obstacle to a destroy after both", async () => {
    const destroyed = await stack.pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(destroyed.exitCode, 0, destroyed.text);
  });
});

/** Kills a command when it says that, and releases Pulumi's lock as the user would. */
async function killAt(stack: Stack, command: "up" | "destroy", says: RegExp): Promise<void> {
  const running = stack.start(command, "--yes", "--skip-preview");
  await untilSays(running, says);
  running.kill("SIGKILL");
  await running;
  await stack.pulumi("cancel", "--yes");
}
