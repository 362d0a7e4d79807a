import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { execa } from "execa";
import { shared } from "./sandbox";
import { Stack, shortRace } from "./stack";
import { leaksOf } from "./leaks";

interface Kubeconfig {
  readonly users: readonly { readonly user: Readonly<Record<string, string>> }[];
}

describe("A race whose kubeconfig is a secret in the stack's settings", () => {
  let stack: Stack;

  before(async () => {
    // KUBECONFIG leads nowhere, so that nothing works by it.
    stack = await Stack.make(
      { ...shortRace, "job-race:items": 1, "job-race:lanes": [shortRace["job-race:lanes"][0]] },
      { ...shared, kubeconfig: "/nowhere/kubeconfig" },
    );
  });

  it("works up to destroy, and shows its key in no state, output or log", async () => {
    const content = await readFile(shared.kubeconfig, "utf8");
    await stack.pulumi("config", "set", "--secret", "kubernetes:kubeconfig", content);
    const up = await stack.pulumi(
      "up",
      "--yes",
      "--skip-preview",
      "--diff",
      "--show-config",
      "--logtostderr",
      "--verbose=3",
    );
    assert.equal(up.exitCode, 0, up.text);
    const namespace = (await stack.outputs<{ namespace: string }>()).namespace;
    const exported = await stack.pulumi("stack", "export");
    assert.match(exported.text, /"type": "pulumi-nodejs:dynamic:JobTiming"/);
    assert.match(exported.text, /"__provider": ".*load-work/, "the provider's text is in it");
    const outputs = await stack.pulumi("stack", "output", "--json");
    const destroyed = await stack.pulumi(
      "destroy",
      "--yes",
      "--skip-preview",
      "--diff",
      "--logtostderr",
      "--verbose=3",
    );
    assert.equal(destroyed.exitCode, 0, destroyed.text);
    assert.match(await left(namespace), /NotFound|not found/);
    const { user } = (JSON.parse(content) as Kubeconfig).users[0] ?? {};
    // The kubeconfig itself shows that the key would be found.
    const texts = { up, exported, outputs, destroyed, kubeconfig: { exitCode: 0, text: content } };
    assert.deepEqual(await leaksOf(stack, [user?.["client-key-data"] ?? ""], texts), ["kubeconfig"]);
    await stack.forget();
  });

  async function left(namespace: string): Promise<string> {
    const env = { ...stack.env, KUBECONFIG: shared.kubeconfig };
    const { all } = await execa("kubectl", ["get", "namespace", namespace], { env, all: true, reject: false });
    return all;
  }
});
