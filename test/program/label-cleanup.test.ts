import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "./run-program";

const selector = "chapter=jobs,app.kubernetes.io/managed-by=job-race,job-race/stack=dev";

/** Notes how it was called and what the kubeconfig was; its exit is that of the file `exit`, for `get` only. */
const kubectl = `#!/bin/sh
printf '%s\\n' "$*" >> "$NOTES/calls"
if [ -n "\${KUBECONFIG:-}" ] && [ -f "$KUBECONFIG" ]; then
  cp "$KUBECONFIG" "$NOTES/kubeconfig"
  stat -c %a "$KUBECONFIG" > "$NOTES/mode"
fi
case "$*" in *" get "*) echo "first line" >&2; echo "no route to host" >&2; exit "$(cat "$NOTES/exit")" ;; esac
`;

describe("The clean-up command", () => {
  let notes = "";
  let command = "";
  let environment: Record<string, string> = {};

  before(async () => {
    const { declared } = await runProgram({ "kubernetes:namespace": "shared" });
    const inputs = declared.find(({ type }) => type === "command:local:Command")?.inputs ?? {};
    assert.deepEqual(Object.keys(inputs).sort(), ["delete", "environment"]);
    command = inputs["delete"] as string;
    environment = inputs["environment"] as Record<string, string>;
  });

  beforeEach(() => {
    notes = mkdtempSync(join(tmpdir(), "job-race-"));
    mkdirSync(join(notes, "bin"));
    mkdirSync(join(notes, "tmp"));
    writeFileSync(join(notes, "bin", "kubectl"), kubectl, { mode: 0o755 });
    writeFileSync(join(notes, "exit"), "0");
  });

  afterEach(() => {
    rmSync(notes, { recursive: true });
  });

  function run(variables: Record<string, string> = {}, path = `${notes}/bin:/usr/bin:/bin`): SpawnSyncReturns<string> {
    const { JOB_RACE_NAMESPACE = "", JOB_RACE_SELECTOR = "" } = environment;
    const env = {
      PATH: path,
      TMPDIR: join(notes, "tmp"),
      NOTES: notes,
      JOB_RACE_NAMESPACE,
      JOB_RACE_SELECTOR,
      ...variables,
    };
    return spawnSync("/bin/sh", ["-c", command], { env, encoding: "utf8" });
  }

  const note = (name: string) => readFileSync(join(notes, name), "utf8");

  it("deletes the Jobs of this stack in this namespace, and waits until they are gone", () => {
    assert.equal(run({ JOB_RACE_CONTEXT: "a b" }).status, 0);
    assert.deepEqual(note("calls").trimEnd().split("\n"), [
      `--context=a b --namespace=shared get jobs --selector=${selector} --output=name --request-timeout=10s`,
      `--context=a b --namespace=shared delete jobs --selector=${selector} --ignore-not-found --cascade=foreground --wait --timeout=120s`,
    ]);
  });

  it("gives kubectl a kubeconfig's content in a file of this user's only, and removes it", () => {
    for (const exit of ["0", "1"]) {
      writeFileSync(join(notes, "exit"), exit);
      run({ JOB_RACE_KUBECONFIG: "kind: Config $HOME `x`\n" });
      assert.equal(note("kubeconfig"), "kind: Config $HOME `x`\n");
      assert.equal(note("mode"), "600\n");
      assert.deepEqual(readdirSync(join(notes, "tmp")), []);
    }
  });

  it("fails when the cluster does not answer, and says what it could not check", () => {
    writeFileSync(join(notes, "exit"), "1");
    const { status, stderr } = run();
    assert.equal(status, 1);
    assert.equal(
      stderr,
      [
        "no route to host",
        `job-race: could not check namespace shared for Jobs with the labels ${selector}.`,
        "job-race: if that cluster is gone, set PULUMI_K8S_DELETE_UNREACHABLE=true and run destroy again.",
        "",
      ].join("\n"),
    );
    assert.equal(note("calls").split(" delete ").length, 1);
  });

  it("gives the cluster up by the same switch as the Kubernetes provider, and still says so", () => {
    writeFileSync(join(notes, "exit"), "1");
    const { status, stderr } = run({ PULUMI_K8S_DELETE_UNREACHABLE: "true" });
    assert.equal(status, 0);
    assert.match(stderr, /could not check namespace shared/);
  });

  it("says when kubectl is missing", () => {
    const { status, stderr } = run({}, "/nowhere");
    assert.equal(status, 127);
    assert.equal(stderr, "job-race: kubectl is not in PATH. Install it, then run destroy again.\n");
  });
});
