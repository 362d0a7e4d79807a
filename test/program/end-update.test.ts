import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endUpdate } from "../../components/end-update";
import { JUDGED_BY_COMMAND } from "../../plan/fail-if";

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

  const end = (path = join(folder, "results/dev/place.json"), failIf?: string) => {
    // Without an engine, Pulumi writes its messages to the console.
    console.log = console.warn = (line: string) => said.push(line);
    try {
      endUpdate({
        text: "The results are in:",
        document,
        path,
        judged: { failIf, figures: { speedup: { low: 1.1 } } },
      });
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

  describe("of a race that is to fail for what it found out", () => {
    const path = () => join(folder, "results/dev/place.json");

    afterEach(() => {
      Reflect.deleteProperty(process.env, JUDGED_BY_COMMAND);
    });

    it("keeps and says all of it, and then fails with the expression that is true", async () => {
      await deploy(false);
      assert.throws(
        () => {
          end(path(), "speedup.low < 1.2");
        },
        (error) =>
          pulumi.RunError.isInstance(error) &&
          error.message.startsWith("Failed, because this is true: speedup.low < 1.2\nEvery heat is recorded"),
      );
      assert.deepEqual(JSON.parse(readFileSync(path(), "utf8")), document);
      assert.match(said[0] ?? "", /The results are in:/);
    });

    it("does not fail where the expression is false", async () => {
      await deploy(false);
      end(path(), "speedup.low < 1.05");
    });

    it("fails, too, where it can't be judged", async () => {
      await deploy(false);
      assert.throws(() => {
        end(path(), "speedup.high < 1.2");
      }, /^Error: Expected figures that the results have in `speedup\.high < 1\.2`, but they have no speedup\.high\./);
    });

    it("is not judged in a preview, nor for a command that does so itself", async () => {
      await deploy(true);
      end(path(), "speedup.low < 1.2");
      await deploy(false);
      process.env[JUDGED_BY_COMMAND] = "true";
      end(path(), "speedup.low < 1.2");
    });
  });
});
