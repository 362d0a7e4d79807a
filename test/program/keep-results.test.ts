import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepResults, resultsPath } from "../../components/keep-results";

describe("Results that are too big for the outputs", () => {
  let root = "";
  const results = { heats: [{ lane: "parallel", round: 1, durationSeconds: 7 }] };
  const path = resultsPath("dev", "job-race-dev-1a2b");

  const deployment = (preview: boolean) =>
    pulumi.runtime.setMocks(
      { newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }), call: () => ({}) },
      "job-race",
      "dev",
      preview,
    );

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "job-race-"));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it("are in a file of their stack and namespace, whole", async () => {
    await deployment(false);
    keepResults(results, path, root);
    assert.equal(path, "results/dev/job-race-dev-1a2b.json");
    assert.deepEqual(JSON.parse(readFileSync(join(root, path), "utf8")), results);
    assert.deepEqual(readdirSync(join(root, "results/dev")), ["job-race-dev-1a2b.json"]);
  });

  it("do not meet those of a stack of the same name in another backend", async () => {
    await deployment(false);
    keepResults(results, path, root);
    keepResults({ heats: [] }, resultsPath("dev", "job-race-dev-9z8y"), root);
    assert.deepEqual(JSON.parse(readFileSync(join(root, path), "utf8")), results);
  });

  it("are not written in a preview", async () => {
    await deployment(true);
    keepResults(results, path, root);
    assert.ok(!existsSync(join(root, "results")));
  });
});
