import { strict as assert } from "node:assert";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { examplePrograms, installPackage } from "../../commands/run/installed-package";
import { workloadImage } from "../../sandbox/cluster/images";
import { projectRoot } from "../../sandbox/places";
import { useTheImageAtHand } from "./image-at-hand";
import { shared } from "./sandbox";
import { Stack } from "./stack";

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
  });

  after(async () => {
    for (const stack of stacks) await stack.end();
    await rm(folder, { recursive: true, force: true });
  });

  for (const program of examplePrograms) {
    it(`has the types that the example ${program} needs`, async () => {
      const { exitCode, all } = await execa("npx", ["tsc", "--noEmit"], {
        cwd: join(folder, program),
        all: true,
        reject: false,
      });
      assert.equal(exitCode, 0, all);
    });
  }

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

  async function deploy(program: string, settings: Readonly<Record<string, unknown>>) {
    const stack = await Stack.make(settings, shared, join(folder, program), program);
    stacks.push(stack);
    const { exitCode, text } = await stack.up();
    assert.equal(exitCode, 0, text);
    return { stack, text };
  }
});
