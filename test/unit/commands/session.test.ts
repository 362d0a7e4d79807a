import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exclusively, hold, isHeld } from "../../../commands/run/session";

describe("A sandbox that a command uses", () => {
  let folder: string;

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), "job-race-unit-")), "sandbox");
  });

  afterEach(() => rm(join(folder, ".."), { recursive: true }));

  it("is known as held for as long as the command lives", async () => {
    assert.equal(await isHeld(folder), false);
    await exclusively(folder, async () => {
      assert.equal(await isHeld(folder), true);
    });
    assert.equal(await isHeld(folder), false);
    const release = await hold(folder);
    assert.equal(await isHeld(folder), true);
    await release();
    assert.equal(await isHeld(folder), false);
  });
});
