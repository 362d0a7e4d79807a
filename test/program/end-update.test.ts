import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endUpdate } from "../../components/end-update";

describe("The end of an update", () => {
  let folder = "";
  let said: string[] = [];
  const shown = { log: console.log.bind(console), warn: console.warn.bind(console) };
  const document = { heats: [{ lane: "parallel", round: 1, durationSeconds: 7 }] };

  const deploy = (preview: boolean) =>
    pulumi.runtime.setMocks(
      { newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }), call: () => ({}) },
      "job-race",
      "dev",
      preview,
    );

  const end = (path = join(folder, "results/dev/place.json")) => {
    // Without an engine, Pulumi writes its messages to the console.
    console.log = console.warn = (line: string) => said.push(line);
    try {
      endUpdate({ text: "The results are in:", document, path });
    } finally {
      Object.assign(console, shown);
    }
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "job-race-"));
    said = [];
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("keeps the whole document and says the text, then where all of it is", async () => {
    await deploy(false);
    end();
    assert.deepEqual(JSON.parse(readFileSync(join(folder, "results/dev/place.json"), "utf8")), document);
    assert.deepEqual(readdirSync(join(folder, "results/dev")), ["place.json"]);
    assert.equal(said.length, 1);
    assert.match(
      said[0] ?? "",
      /The results are in:\n\nEvery measurement: .*place\.json\nOn any machine: npm run results/,
    );
  });

  it("is not reached in a preview, where results may be known from the update before", async () => {
    await deploy(true);
    end();
    assert.deepEqual(said, []);
    assert.ok(!existsSync(join(folder, "results")));
  });

  it("does not fail in a folder that can't be written in, and says where the results are all the same", async () => {
    await deploy(false);
    writeFileSync(join(folder, "file"), "");
    end(join(folder, "file", "results.json"));
    assert.equal(said.length, 2);
    assert.match(said[0] ?? "", /The results are in:$/);
    assert.match(
      said[1] ?? "",
      /^warning: .*Expected to write the results to .*, got: E(NOTDIR|EXIST).*\n.*-- --stack dev/,
    );
  });
});
