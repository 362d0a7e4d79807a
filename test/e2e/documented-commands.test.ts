import { strict as assert } from "node:assert";
import { cp, mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../sandbox/places";
import { workspaceOf } from "../../sandbox/pulumi/workspace";
import { commandBlocks, documents } from "../documentation/code-blocks";
import { useTheImageAtHand } from "./image-at-hand";
import { shared, toolsFor } from "./sandbox";

/** What a reader has: a clone of the project, its own Pulumi, and a cluster. */
interface Reader {
  readonly clone: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

describe("The documented commands", () => {
  for (const document of documents) {
    const blocks = commandBlocks(document).filter(({ mark }) => mark === "run");
    if (blocks.length === 0) continue;

    describe(`of ${document}`, function () {
      this.timeout(600_000);
      let reader: Reader;

      before(async () => {
        reader = await newReader();
      });

      after(async () => {
        await execa("kubectl", ["delete", "jobs", "--selector", "chapter=jobs", "--wait=false"], { env: reader.env });
        await rm(reader.clone, { recursive: true, force: true });
        await rm(reader.home, { recursive: true, force: true });
      });

      for (const { line, commands } of blocks) {
        it(`work as written at line ${line}: ${commands.trim().split("\n")[0] ?? ""}`, async () => {
          const { exitCode, all } = await execa("bash", ["-euo", "pipefail", "-c", installed(commands)], {
            cwd: reader.clone,
            env: reader.env,
            stdin: "ignore",
            all: true,
            reject: false,
          });
          assert.equal(exitCode, 0, all);
        });
      }
    });
  }
});

/** In the order of the document, each block finds what the ones before it left, as for a reader who types them. */
async function newReader(): Promise<Reader> {
  const clone = await mkdtemp(join(tmpdir(), "job-race-clone-"));
  const home = await mkdtemp(join(tmpdir(), "job-race-reader-"));
  const { stdout } = await execa("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: projectRoot,
  });
  for (const file of stdout.split("\n")) await cp(join(projectRoot, file), join(clone, file));
  await useTheImageAtHand(join(clone, "manifests"));
  // What a recipe about results takes as given.
  for (const name of ["results.json", "before.json", "after.json"]) {
    await cp(join(projectRoot, "test/fixtures/results/real-race.json"), join(clone, name));
  }
  await symlink(join(projectRoot, "node_modules"), join(clone, "node_modules"));
  const { env } = await workspaceOf(home, await toolsFor(shared));
  await mkdir(join(home, "state"));
  return { clone, home, env: { ...without(env, "PULUMI_STACK", "PULUMI_OPTION_CONFIG_FILE"), ...unattended } };
}

/** A clean checkout's `npm test` has begun with the very same `npm ci`: a minute that need not be spent twice. */
function installed(commands: string): string {
  return commands.replace(/^npm ci$/m, "test -d node_modules");
}

/** Nobody is there to say yes. */
const unattended = { PULUMI_SKIP_CONFIRMATIONS: "true" };

function without(env: Readonly<Record<string, string>>, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));
}
