import assert from "node:assert/strict";
import fc from "fast-check";
import { describeMistakes } from "../../../plan/describe-mistakes";
import { raceConfigKeys } from "../../../plan/race-config";
import type { SettingsSource } from "../../../plan/check-settings";
import { jobYaml } from "../plan/job-yaml";
import { check, files, own } from "./harness";
import { refused } from "./refused";

/** The mistakes' lines of the one message. */
function complaints(config: Record<string, string>, source: Partial<SettingsSource> = {}): string[] {
  const prefixed = Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `job-race:${key}`, value]);
  const checked = check(Object.fromEntries(prefixed) as Record<string, string>, source);
  return checked.ok ? [] : describeMistakes(checked.mistakes).split("\n").slice(1, -1).map((line) => line.slice(2)); // prettier-ignore
}

describe("The settings refuse, before anything is created,", () => {
  for (const [what, config, ...expected] of refused) {
    it(what, () => {
      assert.deepEqual(complaints(config), expected);
    });
  }

  it("everything at once, with what to do", () => {
    const checked = check({
      "job-race:items": "0",
      "job-race:ordr": "x",
      "kubernetes:kubeconfig": "nope",
      "other:key": "x",
    });
    assert.ok(!checked.ok);
    assert.equal(
      describeMistakes(checked.mistakes),
      [
        "3 mistakes in the settings, nothing was created:",
        "  items: expected a whole number from 1 to 1000000, got 0",
        "  ordr: expected a key that exists: did you mean order?",
        '  kubernetes:kubeconfig: expected a readable file or a kubeconfig, got "nope"',
        "Set one with `pulumi config set items 40`, or in the stack's Pulumi.*.yaml; Pulumi.yaml explains every key.",
      ].join("\n"),
    );
  });

  it("with the command of whoever set them, and of the setting that was meant", () => {
    const checked = check({ "job-race:round": "5" });
    assert.ok(!checked.ok);
    assert.match(describeMistakes(checked.mistakes), /`pulumi config set rounds 5`/);
    assert.match(
      describeMistakes(checked.mistakes, "npm start"),
      /`npm start -- --set rounds=5`, or in Pulumi\.dev\.yaml/,
    );
  });

  it("a manifest's own mistake with the advice to correct the file", () => {
    const checked = check({ "job-race:lanes": own("broken.yaml") });
    assert.ok(!checked.ok);
    assert.match(
      describeMistakes(checked.mistakes),
      /\nCorrect the manifest, or name another one in the setting lanes;/,
    );
  });

  it("what is wrong with the manifests beside what is wrong with a value", () => {
    const lanes = own("nope.yaml").replace("]", ',{"name":"b","manifest":"own.yaml"}]');
    assert.deepEqual(complaints({ order: "x", items: "15" }), [
      'order: expected one of fixed, alternate, shuffle, got "x"',
      'items: expected a multiple of the completions of lane "parallel" (10), got 15',
    ]);
    assert.deepEqual(complaints({ items: "x", lanes }), [
      'items: expected a whole number from 1 to 1000000, got "x"',
      'lanes[0].manifest: expected a readable file, got "nope.yaml" (no such file)',
    ]);
  });

  it("nothing that only follows from another mistake", () => {
    const items = 'items: expected a whole number from 1 to 1000000, got "x"';
    assert.deepEqual(complaints({ items: "x", lanes: own("odd.yaml"), itemsFlag: "--count" }), [items]);
    const itemsEnv = 'itemsEnv: expected the name of an environment variable, got "A-B"';
    assert.deepEqual(complaints({ itemsEnv: "A-B", lanes: own("from.yaml") }), [itemsEnv]);
  });

  it("a secret without showing it", () => {
    const secretKeys = new Set(["job-race:image", "kubernetes:kubeconfig"]);
    assert.deepEqual(complaints({ image: "a b", "kubernetes:kubeconfig": "hunter2" }, { secretKeys }), [
      "image: expected an image reference without spaces",
      "kubernetes:kubeconfig: expected a readable file or a kubeconfig",
    ]);
  });
});

describe("The settings", () => {
  it("race in a namespace of the user's, of either kind, or of the stack's own", () => {
    const chosen = (config: Record<string, string>) => {
      const checked = check(config);
      return checked.ok ? checked.value.namespace : "refused";
    };
    assert.equal(chosen({}), undefined);
    assert.equal(chosen({ "kubernetes:namespace": "b" }), "b");
    assert.equal(chosen({ "job-race:namespace": "a", "kubernetes:namespace": "b" }), "a");
  });

  it("are read under the name that the project has", () => {
    const checked = check({ "own:items": "20", "job-race:items": "30" }, { project: "own" });
    assert.equal(checked.ok && checked.value.config.items, 20);
  });

  it("of an example hold in a project of another name, for what is not set under that", () => {
    const lanes = '[{"name":"own","manifest":"own.yaml"}]';
    // As Pulumi hands over the defaults of Pulumi.yaml: texts, and lists as JSON with their keys in any order.
    const defaults = {
      "own:items": "10",
      "own:itemsFlag": "--keygen-num-to-gen",
      "own:lanes":
        '[{"manifest":"manifests/job-oneshot.yaml","name":"oneshot"},{"manifest":"manifests/job-parallel.yaml","name":"parallel"}]',
    };
    const example = { "job-race:items": "12", "job-race:itemsFlag": "--count", "job-race:lanes": lanes };
    const chosen = (config: Record<string, string>) => {
      const checked = check(config, { project: "own" });
      return checked.ok && [checked.value.config.items, checked.value.plan.lanes.map(({ name }) => name)];
    };
    assert.deepEqual(chosen(defaults), [10, ["oneshot", "parallel"]]);
    assert.deepEqual(chosen({ ...defaults, ...example }), [12, ["own"]]);
    assert.deepEqual(chosen({ ...defaults, ...example, "own:items": "20" }), [20, ["own"]]);
    assert.deepEqual(complaints({ "job-race:itmes": "12" }, { project: "own" }), [
      "itmes: expected a key that exists: did you mean items?",
    ]);
    const secretKeys = new Set(["job-race:image"]);
    assert.deepEqual(complaints({ "job-race:image": "a b" }, { project: "own", secretKeys }), [
      "image: expected an image reference without spaces",
    ]);
  });

  it("take the flag in the form --flag N too", () => {
    const forms: Record<string, string> = {
      ...files,
      "/race/own.yaml": jobYaml({ container: ["args: [--count, '12']"] }),
    };
    const read = (path: string) => forms[path] ?? "";
    assert.deepEqual(complaints({ lanes: own("own.yaml"), itemsFlag: "--count" }, { read }), []);
  });

  it("answer any values with settings or mistakes, never with anything else", () => {
    const key = fc.oneof(fc.constantFrom(...raceConfigKeys).map((it) => `job-race:${it}`), fc.constantFrom("kubernetes:kubeconfig", "kubernetes:context", "kubernetes:namespace"), fc.string().map((it) => `job-race:${it}`)); // prettier-ignore
    const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.json(), fc.integer().map(String), fc.constantFrom(own("own.yaml"), own("odd.yaml"), "[1,2]", "--count", "true")); // prettier-ignore
    fc.assert(
      fc.property(fc.dictionary(key, value), (config) => {
        const checked = check(config);
        if (!checked.ok) assert.match(describeMistakes(checked.mistakes), /^\d+ mistakes? in the settings/);
      }),
      { numRuns: 5_000, seed: 20261124 },
    );
  });

  it("answer any manifest with a plan or mistakes, never with anything else", () => {
    const lines = fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.json(), fc.constantFrom("args: [--count=1]", "- &a [*a]", "--- ", "x: 2001-01-01", "spec: null", "  template: 3")), { maxLength: 4 }); // prettier-ignore
    const manifest = fc.record({ container: lines, pod: lines, spec: lines }).map(jobYaml);
    const config = { "job-race:lanes": own("own.yaml"), "job-race:itemsFlag": "--count" };
    fc.assert(
      fc.property(fc.oneof(manifest, fc.string({ unit: "grapheme" })), (text) => {
        const checked = check(config, { read: () => text });
        if (!checked.ok) assert.match(describeMistakes(checked.mistakes), /^\d+ mistakes? in the settings/);
      }),
      { numRuns: 2_000, seed: 20261124 },
    );
  });
});
