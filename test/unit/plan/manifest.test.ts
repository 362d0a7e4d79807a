import assert from "node:assert/strict";
import { describeMistakes } from "../../../plan/describe-mistakes";
import { parseManifest } from "../../../plan/manifest";
import { jobManifest, jobYaml } from "./job-yaml";

function complaint(text: string): string {
  const parsed = parseManifest(text, { key: "lanes[0].manifest", path: "own.yaml" });
  return parsed.ok ? "none" : describeMistakes(parsed.mistakes).split("\n").slice(1, -1).join("\n");
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

  it("is refused when it has two documents", () => {
    const text = `${jobYaml()}\n---\n${jobYaml()}`;
    assert.equal(complaint(text), '  lanes[0].manifest: expected one Job in "own.yaml", got 2 documents');
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
        '  lanes[0].manifest: expected a whole number of at least 1 at spec.completions in "own.yaml", got 0',
        '  lanes[0].manifest: expected a text (quote it) at spec.template.spec.containers[0].args[1] in "own.yaml", got 12',
        '  lanes[0].manifest: expected a name at spec.template.spec.containers[0].env[0].name in "own.yaml", got nothing',
        '  lanes[0].manifest: expected a text (quote it) at spec.template.spec.containers[0].env[0].value in "own.yaml", got 3',
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
