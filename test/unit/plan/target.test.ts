import assert from "node:assert/strict";
import { describeMistakes } from "../../../plan/describe-mistakes";
import { resolveTarget, type TargetRequest } from "../../../plan/target";

const kubeconfig = (current: string, ...names: string[]) =>
  `apiVersion: v1\nkind: Config\ncurrent-context: ${current}\ncontexts: ${JSON.stringify(names.map((name) => ({ name })))}\n`;

const files: Record<string, string> = {
  "/home/u/.kube/config": kubeconfig("home", "home", "other"),
  "/clusters/kube.yaml": kubeconfig("work", "work"),
  "/clusters/second.yaml": kubeconfig('""', "second"),
  "/clusters/text": "just text",
};

function target(request: Partial<TargetRequest> = {}) {
  const read = (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error(`no ${path}`);
    return text;
  };
  return resolveTarget({ home: "/home/u", root: "/clusters", pathDelimiter: ":", read, ...request });
}

function complaint(request: Partial<TargetRequest>): string {
  const resolved = target(request);
  return resolved.ok ? "none" : (describeMistakes(resolved.mistakes).split("\n")[1] ?? "");
}

describe("The target", () => {
  it("is the current context of the home folder's kubeconfig, pinned by its name", () => {
    assert.deepEqual(target(), { ok: true, value: { context: "home" } });
    assert.deepEqual(target({ context: "other" }), { ok: true, value: { context: "other" } });
  });

  it("is the one that KUBECONFIG names, pinned by its path", () => {
    const value = { kubeconfig: { kind: "path", value: "/clusters/kube.yaml" }, context: "work" };
    assert.deepEqual(target({ environment: "/clusters/kube.yaml" }), { ok: true, value });
    assert.deepEqual(target({ environment: "kube.yaml" }), { ok: true, value });
  });

  it("is left to the environment, except for the context, where KUBECONFIG lists several files", () => {
    const environment = "/clusters/absent.yaml:/clusters/second.yaml:/clusters/kube.yaml";
    assert.deepEqual(target({ environment }), { ok: true, value: { context: "work" } });
    assert.deepEqual(target({ environment, context: "second" }), { ok: true, value: { context: "second" } });
  });

  it("is the given path, from the project's folder or from the home folder", () => {
    const work = { kubeconfig: { kind: "path", value: "/clusters/kube.yaml" }, context: "work" };
    assert.deepEqual(target({ kubeconfig: "kube.yaml", environment: "/x" }), { ok: true, value: work });
    const home = { kubeconfig: { kind: "path", value: "/home/u/.kube/config" }, context: "home" };
    assert.deepEqual(target({ kubeconfig: "~/.kube/config" }), { ok: true, value: home });
  });

  it("is the given content, in YAML or JSON", () => {
    for (const value of [kubeconfig("a", "a"), '{"kind":"Config","contexts":[{"name":"a"}],"current-context":"a"}']) {
      const expected = { ok: true, value: { kubeconfig: { kind: "content", value }, context: "a" } };
      assert.deepEqual(target({ kubeconfig: value }), expected);
    }
  });

  it("needs no kubeconfig, because a preview needs no cluster", () => {
    assert.deepEqual(target({ home: "/nowhere" }), { ok: true, value: {} });
    assert.deepEqual(target({ home: "/nowhere", context: "x" }), { ok: true, value: { context: "x" } });
  });

  it("is refused when the context is not there", () => {
    const expected = '  kubernetes:context: expected a context of the kubeconfig (home, other), got "work"';
    assert.equal(complaint({ context: "work" }), expected);
  });

  it("is refused when the path is not there or is no kubeconfig", () => {
    const key = "  kubernetes:kubeconfig: expected";
    assert.equal(complaint({ kubeconfig: "nope" }), `${key} a readable file or a kubeconfig, got "nope"`);
    assert.equal(complaint({ kubeconfig: "text" }), `${key} a kubeconfig (kind Config) in that file, got "text"`);
  });

  it("never shows a content that it refuses", () => {
    const message = complaint({ kubeconfig: "token: hunter2\nuser: x" });
    assert.equal(message, "  kubernetes:kubeconfig: expected a kubeconfig (kind Config) or its path, got another text");
  });
});
