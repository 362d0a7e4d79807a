import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Declared, runProgram } from "./run-program";

/** How Pulumi marks a secret when it sends it to the engine. */
const secretKey = "4dabf18193072939515e22adb298388d";

const kubeconfig = "kind: Config\ncurrent-context: a\ncontexts: [{name: a}, {name: b}]\n";

const isSecret = (value: unknown): value is { readonly value: unknown } =>
  typeof value === "object" && value !== null && secretKey in value;
const plain = (value: unknown) => (isSecret(value) ? value.value : value);

/** What the three parts were told of the cluster: provider, timing and clean-up. */
function told(declared: readonly Declared[]) {
  const inputsOf = (type: string) => declared.find((it) => it.type === type)?.inputs ?? {};
  const provider = inputsOf("pulumi:providers:kubernetes");
  const timing = inputsOf("pulumi-nodejs:dynamic:JobTiming");
  const { environment } = inputsOf("command:local:Command");
  const variables = plain(environment) as Record<string, unknown>;
  const cleanup = variables["JOB_RACE_KUBECONFIG"] ?? variables["KUBECONFIG"];
  // A map with a secret in it arrives here as a secret as a whole.
  const kept = isSecret(environment) ? { [secretKey]: "", value: cleanup } : cleanup;
  return {
    kubeconfigs: [provider["kubeconfig"], timing["kubeconfig"], kept],
    contexts: [provider["context"], timing["context"], variables["JOB_RACE_CONTEXT"]],
  };
}

describe("The cluster", () => {
  const before = process.env["KUBECONFIG"];
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "job-race-"));
    writeFileSync(join(folder, "config"), kubeconfig);
    process.env["KUBECONFIG"] = join(folder, "config");
  });

  afterEach(() => {
    if (before === undefined) delete process.env["KUBECONFIG"];
    else process.env["KUBECONFIG"] = before;
    rmSync(folder, { recursive: true });
  });

  it("is the same for provider, timing and clean-up: the current one, pinned", async () => {
    const { kubeconfigs, contexts } = told((await runProgram()).declared);
    assert.deepEqual(kubeconfigs.map(plain), Array(3).fill(join(folder, "config"))); // prettier-ignore
    assert.deepEqual(contexts, ["a", "a", "a"]);
  });

  it("is the same for all three when a context is set", async () => {
    const { contexts } = told((await runProgram({ "kubernetes:context": "b" })).declared);
    assert.deepEqual(contexts, ["b", "b", "b"]);
  });

  it("is the same for all three when a path is set, whatever KUBECONFIG says", async () => {
    process.env["KUBECONFIG"] = "/nowhere";
    const path = join(folder, "config");
    const { kubeconfigs, contexts } = told((await runProgram({ "kubernetes:kubeconfig": path })).declared);
    assert.deepEqual(kubeconfigs.map(plain), [path, path, path]);
    assert.deepEqual(contexts, ["a", "a", "a"]);
  });

  it("is the same for all three when the content is set, which is then a secret everywhere", async () => {
    const { declared } = await runProgram({
      "kubernetes:kubeconfig": `${kubeconfig}users: [{user: {token: hunter2}}]\n`,
    });
    const { kubeconfigs, contexts } = told(declared);
    assert.deepEqual(kubeconfigs.map(isSecret), [true, true, true]);
    assert.equal(new Set(kubeconfigs.map(plain)).size, 1);
    assert.deepEqual(contexts, ["a", "a", "a"]);
    const open = JSON.stringify(declared, (_key, value: unknown) => (isSecret(value) ? "secret" : value));
    assert.ok(!open.includes("hunter2"));
  });

  it("is left to the environment for all three when nothing names it", async () => {
    process.env["KUBECONFIG"] = `${folder}/absent:${folder}/config`;
    const { kubeconfigs, contexts } = told((await runProgram()).declared);
    assert.deepEqual(kubeconfigs, ["", undefined, undefined]);
    assert.deepEqual(contexts, ["a", "a", "a"]);
  });
});
