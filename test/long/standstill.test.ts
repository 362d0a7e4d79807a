import { strict as assert } from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";
import { remove } from "../../sandbox/cluster/down";
import { placesOf, type SandboxPlaces } from "../../sandbox/places";
import { endOrphans } from "../../sandbox/pulumi/orphans";
import { processesInside } from "../e2e/daemons";
import { oneLane } from "../e2e/one-lane";
import { bringUp } from "../e2e/sandbox";
import { Stack } from "../e2e/stack";
import { untilRunning } from "../e2e/waiting";

/** Everything on it stops, so it is a cluster of their own. */
describe("a cluster that stands still in mid-heat", () => {
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

  it("is noticed when it stands still for 20 s: the heat is left out, and the banner says why", async () => {
    const up = stack.start("up", "--yes", "--skip-preview");
    await untilRunning(stack, up);
    await freeze(places, FROZEN_SECONDS);
    const { exitCode, all } = await up;
    assert.equal(exitCode, 0, all);
    const [heat] = (await stack.results()).heats;
    assert.ok((heat?.durationSeconds ?? 0) >= FROZEN_SECONDS, all);
    assert.match(heat?.disturbances.join() ?? "", /^The cluster gave no answer for (1[4-9]|2\d) s/);
    assert.match(inOneLine(all), /Left out of every statistic: 1 heat .*The cluster gave no answer for/);
  });

  it("is suspected when it stood still for 20 s while nobody waited: the next update leaves the heat out", async () => {
    const up = stack.start("up", "--yes", "--skip-preview");
    await untilRunning(stack, up);
    up.kill("SIGKILL");
    await up;
    await endOrphans(stack.folder);
    await freeze(places, FROZEN_SECONDS);
    await stack.pulumi("cancel", "--yes");
    const next = await stack.up();
    assert.equal(next.exitCode, 0, next.text);
    const [heat] = (await stack.results()).heats;
    assert.ok((heat?.durationSeconds ?? 0) >= FROZEN_SECONDS, next.text);
    const reason = heat?.disturbances.join() ?? "";
    assert.match(reason, /^Nobody watched for \d+ s of it, and nothing is known to have happened for (1[89]|2\d) s/);
    assert.match(inOneLine(next.text), /Left out of every statistic: 1 heat .*Nobody watched for/);
  });
});

const FROZEN_SECONDS = 20;

/** Stops every process of the sandbox for so long, its pods' too: what a machine does that is paused. */
async function freeze(places: SandboxPlaces, seconds: number): Promise<void> {
  const pids = (await processesInside(places)).map(({ pid }) => pid);
  const signal = (name: "SIGSTOP" | "SIGCONT") => {
    for (const pid of pids) {
      try {
        process.kill(pid, name);
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  signal("SIGSTOP");
  try {
    await sleep(seconds * 1_000);
  } finally {
    signal("SIGCONT");
  }
}

/** Without the line breaks and the indentation of a banner. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
