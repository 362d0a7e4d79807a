import assert from "node:assert/strict";
import { describeMistakes } from "../../../plan/describe-mistakes";
import { parseManifest } from "../../../plan/manifest";
import { jobManifest, jobYaml } from "./job-yaml";

function complaint(text: string): string {
  const parsed = parseManifest(text, { key: "lanes[0].manifest", path: "own.yaml" });
  return parsed.ok ? "none" : describeMistakes(parsed.mistakes).split("\n").slice(1, -1).join("\n");
}

function warnings(text: string): readonly string[] {
  const parsed = parseManifest(text, { key: "lanes[0].manifest", path: "own.yaml" });
  return parsed.ok ? parsed.value.warnings : [complaint(text)];
}

describe("A Job manifest", () => {
  it("is read with everything that it holds", () => {
    const { spec } = jobManifest({ spec: ["backoffLimit: 3"], pod: ["nodeSelector: {disk: ssd}"] });
    assert.equal(spec["backoffLimit"], 3);
    assert.deepEqual(spec.template.spec["nodeSelector"], { disk: "ssd" });
    assert.deepEqual(spec.template.spec.containers[0]?.args, ["--count=12"]);
  });

  it("may have document marks and comments around it", () => {
    assert.equal(complaint(`# first\n---\n${jobYaml()}\n---\n# last\n`), "none");
  });

  it("is refused when it is not YAML", () => {
    assert.match(complaint("spec: [1"), /^ {2}lanes\[0\]\.manifest: expected YAML in "own\.yaml", got an error: .+/);
  });

  it("is refused when it is empty", () => {
    const expected = '  lanes[0].manifest: expected one Job in "own.yaml", got an empty file';
    assert.equal(complaint(""), expected);
    assert.equal(complaint("# nothing\n---\n"), expected);
  });

  it("is refused when there are two", () => {
    const text = `${jobYaml()}\n---\n${jobYaml()}`;
    assert.equal(complaint(text), '  lanes[0].manifest: expected one Job in "own.yaml", got 2 Jobs (own, own)');
  });

  it("is found among other objects, and what is left out is said", () => {
    const claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\n";
    const left =
      "PersistentVolumeClaim data is left out: only the Job is raced. Create what it needs in the setting namespace";
    assert.deepEqual(warnings(`${claim}---\n${jobYaml()}`), [left]);
    const list = (kind: string, item: string) =>
      `apiVersion: ${kind === "List" ? "v1" : "batch/v1"}\nkind: ${kind}\nitems:\n- ${item.replaceAll("\n", "\n  ")}`;
    assert.deepEqual(warnings(list("List", jobYaml())), []);
    assert.deepEqual(warnings(list("JobList", jobYaml().split("\n").slice(2).join("\n"))), []);
  });

  it("is refused for a field that Kubernetes does not have, with the one that was meant", () => {
    const expected = "  lanes[0].manifest: expected a field that Kubernetes has at";
    assert.equal(
      complaint(jobYaml({ spec: ["backofflimit: 2"], container: ["args: [a]", "volumeMount: []"] })),
      [
        `${expected} spec.backofflimit in "own.yaml": did you mean backoffLimit?`,
        `${expected} spec.template.spec.containers[0].volumeMount in "own.yaml": did you mean volumeMounts?`,
      ].join("\n"),
    );
  });

  it("may have a field that looks like none, which a newer Kubernetes may have, with a warning", () => {
    assert.deepEqual(warnings(jobYaml({ spec: ["quantumTunnel: 2"] })), [
      "spec.quantumTunnel is no field that this program knows of: a cluster that does not know it either leaves it out",
    ]);
  });

  it("has no field that is empty, as in the API server", () => {
    const { metadata, spec } = jobManifest({
      container: ["args:", "envFrom:", "resources:", "command: [a, null]"],
      spec: ["completions:"],
    });
    assert.deepEqual(spec.template.spec.containers, [{ name: "main", image: "example.org/own:1", command: ["a", ""] }]);
    assert.ok(!("completions" in spec));
    assert.deepEqual(metadata, { name: "own" });
  });

  it("has the booleans, octal numbers and merged maps that kubectl reads", () => {
    const { template } = jobManifest({
      pod: [
        "hostNetwork: off",
        "volumes: [{name: s, configMap: {name: s, defaultMode: 0755}}]",
        "overhead: &o {cpu: 1}",
      ],
      container: ["resources: {requests: {<<: *o, memory: 1Gi}}"],
    }).spec;
    assert.equal(template.spec["hostNetwork"], false);
    assert.deepEqual(template.spec["volumes"], [{ name: "s", configMap: { name: "s", defaultMode: 493 } }]);
    assert.deepEqual(template.spec.containers[0]?.["resources"], { requests: { cpu: 1, memory: "1Gi" } });
  });

  it("is refused when it is no Job", () => {
    const expected = '  lanes[0].manifest: expected a Job (apiVersion batch/v1, kind Job) in "own.yaml", got';
    assert.equal(complaint("apiVersion: v1\nkind: Pod"), `${expected} apiVersion "v1", kind "Pod"`);
    assert.equal(complaint("kind: Job"), `${expected} apiVersion null, kind "Job"`);
    assert.equal(complaint("just text"), `${expected} "just text"`);
  });

  it("is refused when YAML refers to itself", () => {
    assert.match(complaint("a: &a [*a]"), /expected YAML in "own\.yaml", got an error: /);
  });

  it("is refused with every place that does not fit", () => {
    const text = jobYaml({ container: ["args: [--count, 12]", "env: [{value: 3}]"], spec: ["completions: 0"] });
    assert.equal(
      complaint(text),
      [
        '  lanes[0].manifest: expected a text (quote it) at spec.template.spec.containers[0].args[1] in "own.yaml", got 12',
        '  lanes[0].manifest: expected a text (quote it) at spec.template.spec.containers[0].env[0].value in "own.yaml", got 3',
        '  lanes[0].manifest: expected a whole number of at least 1 at spec.completions in "own.yaml", got 0',
        '  lanes[0].manifest: expected a name at spec.template.spec.containers[0].env[0].name in "own.yaml", got nothing',
      ].join("\n"),
    );
    const bare = "apiVersion: batch/v1\nkind: Job\n";
    assert.equal(complaint(bare), '  lanes[0].manifest: expected a Job\'s spec at spec in "own.yaml", got nothing');
    assert.equal(
      complaint(`${bare}spec: {template: {spec: {containers: []}}}`),
      '  lanes[0].manifest: expected one container or more at spec.template.spec.containers in "own.yaml", got []',
    );
  });
});
