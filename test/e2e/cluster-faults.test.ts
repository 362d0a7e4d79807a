import { strict as assert } from "node:assert";
import { endProcesses, remove } from "../../sandbox/cluster/down";
import { placesOf } from "../../sandbox/places";
import { pidOf } from "./daemons";
import { oneLane } from "./one-lane";
import { bringUp } from "./sandbox";
import { Stack } from "./stack";
import { untilRunning } from "./waiting";

/** These break the cluster itself, so they have one of their own. */
describe("a cluster that breaks in mid-heat", () => {
  const places = placesOf("spare");
  const stacks: Stack[] = [];
  let stack: Stack;

  before(() => bringUp(places));
  beforeEach(async () => {
    stack = await Stack.make(oneLane("unhurried.yaml"), places);
    stacks.push(stack);
  });
  after(async () => {
    for (const made of stacks) await made.forget();
    await remove(places);
  });

  it("is waited for when its API server is killed and comes back", async () => {
    const up = stack.start("up", "--yes", "--skip-preview");
    await untilRunning(stack, up);
    process.kill(await pidOf("kube-apiserver", places), "SIGKILL");
    const { exitCode, all } = await up;
    assert.equal(exitCode, 0, all);
    const results = await stack.results();
    assert.ok((results.heats[0]?.durationSeconds ?? 0) >= 6);
  });

  it("does not keep a destroy waiting once it is gone: that ends and says what it could not check", async () => {
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.text);
    await endProcesses(places);
    const refused = await stack.pulumi("destroy", "--yes", "--skip-preview");
    assert.notEqual(refused.exitCode, 0);
    assert.match(refused.text, /could not check namespace job-race-dev-\w+ for Jobs/);
    assert.match(refused.text, /PULUMI_K8S_DELETE_UNREACHABLE=true/);
  });
});
