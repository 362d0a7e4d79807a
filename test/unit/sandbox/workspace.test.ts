import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beginRace, finishRace } from "../../../sandbox/pulumi/race-runs";
import { backendUrl, type Workspace } from "../../../sandbox/pulumi/workspace";

describe("The state of a workspace", () => {
  it("is where its folder is, whatever the folder's name has in it", () => {
    for (const folder of ["/state/dev", "/state/arn%3Aaws%3Aeks%2Fx%20y", "/state/a b#c?d"]) {
      const url = new URL(backendUrl(folder));
      url.search = "";
      assert.equal(fileURLToPath(url), join(folder, "state"));
    }
  });

  it("has no metadata files, which a kill can leave empty", () => {
    assert.equal(new URL(backendUrl("/state")).search, "?metadata=skip");
  });
});

describe("The race that a start is about", () => {
  let workspace: Workspace;

  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), "job-race-unit-"));
    workspace = { folder, stackFile: join(folder, "Pulumi.dev.yaml"), env: {} };
  });

  afterEach(async () => {
    await rm(workspace.folder, { recursive: true });
  });

  it("is the one that was cut short, with its settings, unless others are asked for", async () => {
    const settings = { "job-race:rounds": 5 };
    const cut = await beginRace(workspace, settings);
    for (const asked of [{}, settings]) {
      const next = await beginRace(workspace, asked);
      assert.deepEqual([next.run, next.settings, next.resumed], [cut.run, settings, true]);
    }
    const other = await beginRace(workspace, { "job-race:rounds": 2 });
    assert.deepEqual([other.run, other.resumed], [cut.run + 1, false]);
  });

  it("is warm after another that ended in the same run of the sandbox, and stays so if it is cut short", async () => {
    const isWarm = async (sandbox?: string) => (await beginRace(workspace, {}, sandbox)).isWarm === true;
    const first = await beginRace(workspace, {}, "one");
    assert.equal(first.isWarm, undefined);
    assert.equal(await isWarm("one"), false, "it continues the first");
    await finishRace(workspace, first);
    assert.equal(await isWarm("one"), true);
    const second = await beginRace(workspace, {}, "one");
    assert.deepEqual([second.resumed, second.isWarm], [true, true]);
    await finishRace(workspace, second);
    assert.equal(await isWarm("two"), false);
    await finishRace(workspace, await beginRace(workspace, {}));
    assert.equal(await isWarm(), false, "no sandbox");
  });

  it("is a new one, without the settings of the last, once that is finished or never began", async () => {
    const last = await beginRace(workspace, { "job-race:items": 7 });
    await finishRace(workspace, last);
    assert.deepEqual(await beginRace(workspace, {}), { run: last.run + 1, settings: {}, resumed: false });
    assert.deepEqual(await readdir(workspace.folder), ["race.json"], "written whole or not at all");
  });
});
