import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";

/** `npm start` on a machine that has nothing: no built tools, no kubeconfig. */
function start(...args: string[]) {
  const home = mkdtempSync(join(tmpdir(), "job-race-home-"));
  try {
    const command = ["--require", "ts-node/register/transpile-only", "commands/start.ts", ...args];
    const env = { HOME: home, XDG_CACHE_HOME: home, KUBECONFIG: "" };
    const { exitCode, stdout, stderr } = execaSync(process.execPath, command, { env, reject: false });
    return {
      exitCode,
      stdout,
      stderr: stderr.trim().split("\n"),
      made: readdirSync(home).filter((it) => !it.startsWith("swc-")),
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

describe("npm start", () => {
  it("refuses wrong settings before anything is fetched, built or started, in the words of a preview", () => {
    assert.deepEqual(start("--set", "round=3", "--sweep", "1,two", "--set", "lanes=[{name: a, manifest: nope.yaml}]"), {
      exitCode: 1,
      stdout: "",
      stderr: [
        "3 mistakes in the settings, nothing was created:",
        '  sweep[1]: expected a whole number from 1 to 100000, got "two"',
        "  round: expected a key that exists: did you mean rounds?",
        '  lanes[0].manifest: expected a readable file, got "nope.yaml" (no such file)',
        "Set one with `npm start -- --set sweep=1,2,5,10`, or in Pulumi.dev.yaml; Pulumi.yaml explains every key.",
      ],
      made: [],
    });
  });

  it("refuses a context that no kubeconfig has", () => {
    const { exitCode, stderr, made } = start("--context", "nope");
    assert.deepEqual([exitCode, made], [1, []]);
    const expected = "a context of the kubeconfig (which names none, or is not there)";
    assert.equal(stderr[1], `  kubernetes:context: expected ${expected}, got "nope"`);
  });

  it("has an option for the parallelism of the parallel lane, and shows no empty default", () => {
    const { stdout } = start("--help");
    assert.match(stdout, /--parallelism <number>/);
    assert.doesNotMatch(stdout, /default: \{\}/);
  });
});
