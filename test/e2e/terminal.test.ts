import { strict as assert } from "node:assert";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { workloadImage } from "../../sandbox/cluster/images";
import { projectRoot } from "../../sandbox/places";
import { shared } from "./sandbox";

const context = "job-race-sandbox";

/** `npm start` as in a terminal: `script` gives it a pseudo-terminal, and what is written to it are keys. */
describe("npm start in a terminal", () => {
  let state = "";
  let env: Record<string, string | undefined> = {};

  beforeEach(async () => {
    state = await mkdtemp(join(tmpdir(), "job-race-terminal-"));
    env = { XDG_STATE_HOME: state, KUBECONFIG: shared.kubeconfig, CI: undefined, TERM: "xterm" };
  });

  afterEach(async () => {
    const stopped = await run("stop", ["--context", context]);
    assert.equal(stopped.exitCode, 0, stopped.stdout);
    await rm(state, { recursive: true });
  });

  const run = (command: string, args: readonly string[]) =>
    execa("node", ["sandbox/bootstrap.mjs", command, ...args], { cwd: projectRoot, env, reject: false });

  /** Starts a race of slow heats, at 80 columns. */
  function start() {
    const settings = ["items=1000", `image=${workloadImage}`, "imagePullPolicy=IfNotPresent", "warmup=false"];
    const lanes = '[{"name":"first","manifest":"test/fixtures/manifests/unhurried.yaml"},{"name":"second","manifest":"test/fixtures/manifests/unhurried.yaml"}]'; // prettier-ignore
    const options = [...settings, `lanes=${lanes}`].map((setting) => `--set '${setting}'`).join(" ");
    const command = `stty rows 24 cols 80; exec node sandbox/bootstrap.mjs start --context ${context} ${options}`;
    const child = execa("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
      cwd: projectRoot,
      env,
      reject: false,
    });
    let screen = "";
    child.stdout.on("data", (chunk: Buffer) => (screen += chunk.toString()));
    const shows = async (pattern: RegExp) => {
      const deadlineMs = performance.now() + 60_000;
      while (!pattern.test(screen)) {
        assert.ok(performance.now() < deadlineMs, `Expected ${pattern.source} on the screen, got ${screen}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    const ctrlC = () => child.stdin.write("\u0003");
    return { child, shows, ctrlC, screen: () => screen };
  }

  it("draws the race, and on Ctrl-C ends after the heat that runs, keeps it, and says how to continue", async () => {
    const { child, shows, ctrlC, screen } = start();
    await shows(/▶ first.*░ +0\/1/);
    ctrlC();
    await shows(/Ending after the heat that runs/);
    const { exitCode } = await child;
    assert.equal(exitCode, 130, screen());
    assert.match(screen(), /✔ first/);
    assert.match(screen(), /What was measured is kept: `npm start` continues with what is missing/);
    const recorded = await run("results", ["--context", context]);
    const { heats } = JSON.parse(recorded.stdout) as { heats: { lane: string; valid: boolean }[] };
    assert.deepEqual(heats.map(({ lane, valid }) => [lane, valid]), [["first", true]]); // prettier-ignore
  });

  it("ends at once on the second Ctrl-C", async () => {
    const { child, shows, ctrlC, screen } = start();
    await shows(/▶ first.*░ +0\/1/);
    ctrlC();
    await shows(/Ending after the heat that runs/);
    const startedMs = performance.now();
    ctrlC();
    const { exitCode } = await child;
    assert.equal(exitCode, 130, screen());
    assert.ok(performance.now() - startedMs < 8_000, screen());
    assert.doesNotMatch(screen(), /✔ first/);
    assert.match(screen(), /What was measured is kept/);
  });
});
