import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endOrphans, endPluginsWith } from "../../../sandbox/pulumi/orphans";
import { backendUrl } from "../../../sandbox/pulumi/workspace";

describe("What a killed pulumi left", () => {
  let folder: string;
  let children: ChildProcess[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "job-race-unit-"));
    children = [];
  });

  afterEach(async () => {
    for (const child of children) child.kill("SIGKILL");
    await rm(folder, { recursive: true });
  });

  /** A process with a command line and a workspace like those of Pulumi's. */
  function start(name: string, workspace: string): ChildProcess {
    const child = spawn("sleep", ["60"], {
      argv0: name,
      env: { ...process.env, PULUMI_BACKEND_URL: backendUrl(workspace) },
    });
    children.push(child);
    return child;
  }

  const ended = async (child: ChildProcess) => {
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    return child.signalCode;
  };

  it("ends as soon as its engine has, although nobody looks for it; another workspace's stays", async () => {
    const engine = start("pulumi", folder);
    const plugin = start("/plugins/pulumi-resource-kubernetes", folder);
    const other = start("/plugins/pulumi-resource-kubernetes", `${folder}-other`);
    endPluginsWith(engine.pid, folder);
    engine.kill("SIGKILL");
    assert.equal(await ended(plugin), "SIGKILL");
    assert.equal(other.exitCode ?? other.signalCode, null);
  }).timeout(10_000);

  it("stays where the workspace's next engine has begun by then, and ends with that one", async () => {
    const [engine, next] = [start("pulumi", folder), start("/bin/pulumi", folder)];
    const plugin = start("/plugins/pulumi-resource-kubernetes", folder);
    endPluginsWith(engine.pid, folder);
    engine.kill("SIGKILL");
    await ended(engine);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    assert.equal(plugin.exitCode ?? plugin.signalCode, null);
    endPluginsWith(next.pid, folder);
    next.kill("SIGKILL");
    assert.equal(await ended(plugin), "SIGKILL");
  }).timeout(15_000);

  it("ends when it is looked for: plugins, and the engine too where nobody waits for that", async () => {
    const [engine, plugin] = [start("/bin/pulumi", folder), start("pulumi-language-nodejs", folder)];
    await endOrphans(folder);
    assert.equal(await ended(plugin), "SIGKILL");
    assert.equal(engine.signalCode, null);
    await endOrphans(folder, { withEngine: true });
    assert.equal(await ended(engine), "SIGKILL");
  });
});
