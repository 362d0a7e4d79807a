import { strict as assert } from "node:assert";
import { Stack } from "./stack";
import { untilRunning, untilSays } from "./waiting";

describe("an interrupted update", () => {
  const settings = {
    "job-race:items": 1_000,
    "job-race:lanes": [
      { name: "first", manifest: "test/fixtures/manifests/unhurried.yaml" },
      { name: "second", manifest: "test/fixtures/manifests/unhurried.yaml" },
    ],
    "job-race:warmup": false,
  };
  let stack: Stack;

  beforeEach(async () => {
    stack = await Stack.make(settings);
  });

  afterEach(async () => {
    const destroyed = await stack.end();
    assert.equal(destroyed.exitCode, 0, destroyed.text);
  });

  it("ends after its heat on Ctrl-C, and the next one races only what is missing", async () => {
    const up = stack.start("up", "--yes", "--skip-preview");
    await untilSays(up, "first-r1-timing creating");
    up.kill("SIGINT");
    const { exitCode } = await up;
    assert.notEqual(exitCode, 0);
    const [kept] = await stack.jobs();
    const next = await stack.up();
    assert.equal(next.exitCode, 0, next.text);
    const results = await stack.results();
    assert.equal(results.heats.find((heat) => heat.lane === "first")?.uid, kept?.metadata.uid);
    assert.ok(results.heats.every((heat) => heat.valid));
  });

  it("continues after a kill, once Pulumi's lock is released, with the Job that runs", async () => {
    const up = stack.start("up", "--yes", "--skip-preview");
    await untilRunning(stack, up);
    up.kill("SIGKILL");
    await up;
    const [running] = await stack.jobs();
    const refused = await stack.up();
    assert.match(refused.text, /pulumi cancel/);
    await stack.pulumi("cancel", "--yes");
    const next = await stack.up();
    assert.equal(next.exitCode, 0, next.text);
    const results = await stack.results();
    assert.deepEqual(results.heats.map((heat) => heat.lane).sort(), ["first", "second"]);
    assert.equal(results.heats.find((heat) => heat.lane === "first")?.uid, running?.metadata.uid);
  });
});
