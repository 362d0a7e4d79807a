import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyse } from "../../analysis/analyse";
import type { Results } from "../../analysis/results";
import { keepResults } from "../../components/keep-results";

/** Results of so many rounds of one lane. */
function resultsOf(rounds: number): Results {
  const heats = Array.from({ length: rounds }, (_, index) => ({
    lane: "parallel",
    round: index + 1,
    durationSeconds: 7,
    job: "parallel".repeat(20),
  }));
  return analyse({ heats });
}

describe("The results", () => {
  let root = "";

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

  it("stay in the outputs when they are small", async () => {
    await deployment(false);
    const results = resultsOf(3);
    assert.deepEqual(keepResults(results, "dev", root), results);
    assert.deepEqual(readdirSync(root), []);
  });

  it("are in a file as well when they are big, and the outputs name it", async () => {
    await deployment(false);
    const results = resultsOf(2_000);
    const outputs = keepResults(results, "dev", root);
    assert.equal(outputs.raw, "results/dev.json");
    assert.ok(JSON.stringify(outputs).length <= 200_000);
    assert.deepEqual(
      JSON.parse(readFileSync(join(root, "results/dev.json"), "utf8")),
      JSON.parse(JSON.stringify(results)),
    );
    assert.deepEqual(readdirSync(join(root, "results")), ["dev.json"]);
  });

  it("are not written in a preview", async () => {
    await deployment(true);
    assert.equal(keepResults(resultsOf(2_000), "dev", root).raw, "results/dev.json");
    assert.ok(!existsSync(join(root, "results")));
  });
});
