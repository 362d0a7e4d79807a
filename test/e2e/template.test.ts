import { strict as assert } from "node:assert";
import { cp, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { load } from "js-yaml";
import { projectRoot } from "../../sandbox/places";
import { useTheImageAtHand } from "./image-at-hand";
import { shared } from "./sandbox";
import { shortRace, Stack } from "./stack";

describe("`pulumi new` from the repository, in an empty folder", () => {
  let template = "";
  let project = "";
  let stack: Stack;

  before(async () => {
    template = await mkdtemp(join(tmpdir(), "job-race-template-"));
    project = await mkdtemp(join(tmpdir(), "job-race-new-"));
    const { stdout } = await execa("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
      cwd: projectRoot,
    });
    for (const file of stdout.split("\n")) await cp(join(projectRoot, file), join(template, file));
    const ofProject = Object.entries(shortRace).map(([key, value]) => [
      key.replace("job-race:", "night-batch:"),
      value,
    ]);
    stack = await Stack.make(
      Object.fromEntries(ofProject) as object as Record<string, unknown>,
      shared,
      project,
      "night-batch",
    );
  });

  after(async () => {
    await stack.end();
    for (const folder of [template, project]) await rm(folder, { recursive: true });
  });

  it("makes a project of the name that was asked for, with every setting and its meaning", async () => {
    const args = [
      "--yes",
      "--force",
      "--generate-only",
      "--name",
      "night-batch",
      "--description",
      "Ours",
      "--dir",
      project,
    ];
    const { exitCode, all } = await execa("pulumi", ["new", template, ...args], {
      cwd: project,
      env: without(stack.env, "PULUMI_STACK", "PULUMI_OPTION_CONFIG_FILE"),
      extendEnv: true,
      all: true,
      reject: false,
    });
    assert.equal(exitCode, 0, all);
    const read = async (folder: string) => load(await readFile(join(folder, "Pulumi.yaml"), "utf8")) as Project;
    const [made, own] = [await read(project), await read(projectRoot)];
    assert.deepEqual([made.name, made.description, made.template], ["night-batch", "Ours", undefined]);
    const { "pulumi:tags": tags, ...settings } = made.config;
    assert.ok(tags, "Pulumi notes where the project is from");
    assert.deepEqual(settings, own.config);
    assert.ok(!(await readdir(project)).includes(".git"));
  });

  it("whose race runs, and whose destroy leaves nothing", async () => {
    // What `pulumi new` would fetch without --generate-only.
    await symlink(join(projectRoot, "node_modules"), join(project, "node_modules"));
    await useTheImageAtHand(join(project, "manifests"));
    const { exitCode, text } = await stack.up();
    assert.equal(exitCode, 0, text);
    assert.match(text, /The results are in:/);
    const namespace = await stack.namespace();
    const destroyed = await stack.pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(destroyed.exitCode, 0, destroyed.text);
    await assert.rejects(stack.kubectl("get", "namespace", namespace), /NotFound/);
  });
});

interface Project {
  readonly name: string;
  readonly description?: string;
  readonly template?: object;
  readonly config: Readonly<Record<string, unknown>>;
}

function without(env: Readonly<Record<string, string>>, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}
