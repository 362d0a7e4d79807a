import { strict as assert } from "node:assert";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../sandbox/places";
import { leaksOf } from "./leaks";
import { shared } from "./sandbox";
import { shortRace, Stack, type Outcome } from "./stack";
import { tokenKubeconfig } from "./token-kubeconfig";

interface Rule {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** One stack each, in a namespace of its own that enforces `restricted`, with a ServiceAccount's token only. */
describe("A race with the least privilege", () => {
  let folder = "";
  let admin: Stack;
  const stacks: Stack[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "job-race-tokens-"));
    admin = await Stack.make();
  });

  after(async () => {
    await Promise.all([...stacks, admin].map((stack) => stack.end()));
    await rm(folder, { recursive: true });
  });

  /** A stack that may do what the shipped Role says, but for what is taken away. */
  async function stackIn(namespace: string, settings: object, without: Partial<Rule> = {}) {
    await admin.kubectl("create", "namespace", namespace);
    await admin.kubectl("label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted");
    await admin.kubectl("apply", "--namespace", namespace, "--filename", join(projectRoot, "deploy/role.yaml"));
    const role = JSON.parse(
      await admin.kubectl("get", "role", "job-race", "--namespace", namespace, "--output", "json"),
    ) as {
      rules: Rule[];
    };
    const rules = role.rules.map((rule) =>
      rule.resources[0] === without.resources?.[0]
        ? { ...rule, verbs: rule.verbs.filter((verb) => without.verbs?.includes(verb) !== true) }
        : rule,
    );
    const patch = JSON.stringify({ rules: rules.filter(({ verbs }) => verbs.length > 0) });
    await admin.kubectl("patch", "role", "job-race", "--namespace", namespace, "--type=merge", "--patch", patch);
    const token = await admin.kubectl("create", "token", "job-race", "--namespace", namespace);
    const kubeconfig = join(folder, namespace);
    await tokenKubeconfig(token.trim(), kubeconfig);
    const stack = await Stack.make(
      { ...shortRace, "job-race:restricted": true, "job-race:namespace": namespace, ...settings },
      { ...shared, kubeconfig },
    );
    stacks.push(stack);
    return { stack, token: token.trim() };
  }

  it("runs to its end and is destroyed with the shipped Role in a restricted namespace", async () => {
    const { stack, token } = await stackIn("least", { "job-race:items": 2 });
    const up = await stack.up();
    assert.equal(up.exitCode, 0, up.text);
    const results = await stack.results();
    assert.deepEqual(
      results.heats.map(({ valid, laps }) => [valid, laps?.length]),
      [
        [true, 2],
        [true, 2],
      ],
    );
    const exported = await stack.pulumi("stack", "export");
    const destroyed = await stack.pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(destroyed.exitCode, 0, destroyed.text);
    assert.deepEqual(await admin.jobs("least"), []);
    assert.deepEqual(await leaksOf(stack, [token], { up, exported, destroyed }), []);
  });

  describe("and less than that", () => {
    const oneKey = { "job-race:items": 1, "job-race:lanes": [shortRace["job-race:lanes"][0]] };
    const seen = new Map<string, Outcome>();
    let unlogged: Stack;

    before(async () => {
      const race = async (namespace: string, resources: string[], verbs: string[]) => {
        const { stack } = await stackIn(namespace, oneKey, { resources, verbs });
        seen.set(namespace, await stack.up());
        return stack;
      };
      [unlogged] = await Promise.all([
        race("no-logs", ["pods/log"], ["get"]),
        race("no-events", ["events"], ["list", "watch"]),
        race("no-creation", ["jobs"], ["create", "patch"]),
      ]);
    });

    it("is refused at once, with the verb, the resource and the namespace that it may not", () => {
      const { exitCode, text } = seen.get("no-events") ?? { exitCode: 0, text: "" };
      assert.notEqual(exitCode, 0);
      assert.match(text, /Forbidden: expected to be allowed to (list|watch) events in namespace "no-events"/);
      assert.match(text, /the project ships a Role/);
    });

    it("is refused by the Kubernetes provider, in the same words, where that needs the right", () => {
      const { exitCode, text } = seen.get("no-creation") ?? { exitCode: 0, text: "" };
      assert.notEqual(exitCode, 0);
      assert.match(text, /jobs\.batch .* is forbidden: .* cannot (create|patch) resource "jobs" .* "no-creation"/);
    });

    it("is raced without laps when only logs may not be read", async () => {
      const { exitCode, text } = seen.get("no-logs") ?? { exitCode: 1, text: "" };
      assert.equal(exitCode, 0, text);
      const results = await unlogged.results();
      assert.ok(results.heats[0]?.valid);
      assert.deepEqual(results.heats[0].laps ?? [], []);
    });
  });
});
