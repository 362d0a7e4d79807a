import assert from "node:assert/strict";
import { type AnalyseIo, analyseCommand } from "../../../commands/analyse";
import { banner } from "../../../report/formats/banner";
import { splitResults } from "../../../report/split-results";
import { oneshot, parallel, race } from "../report/races";

const results = race([oneshot, parallel], 3, { rounds: 3 });

function run(args: string[], files: Record<string, unknown> = { "results.json": results }) {
  const printed = { out: "", err: "" };
  const io: AnalyseIo = {
    read: (path) => {
      if (!(path in files)) throw new Error(`ENOENT: no such file, open '${path}'`);
      return JSON.stringify(files[path]);
    },
    out: (text) => (printed.out += text),
    err: (text) => (printed.err += text),
  };
  return { code: analyseCommand(args, io), ...printed };
}

describe("npm run analyse", () => {
  it("prints the banner that the race printed", () => {
    assert.deepEqual(run(["results.json"]), { code: 0, out: `${banner(results)}\n`, err: "" });
  });

  it("computes the same results from the raw heats alone", () => {
    assert.deepEqual(JSON.parse(run(["results.json", "--json"]).out), JSON.parse(JSON.stringify(results)));
  });

  it("ignores figures that somebody changed", () => {
    const forged = {
      ...results,
      speedup: { ...results.speedup, value: 9 },
      lanes: results.lanes.map((lane) => ({ ...lane, n: 99 })),
    };
    const printed = run(["forged.json", "--json"], { "forged.json": forged });
    assert.deepEqual(JSON.parse(printed.out), JSON.parse(JSON.stringify(results)));
  });

  it("says where the raw heats of shortened results are", () => {
    const { outputs } = splitResults(results, "results/dev.json", 20_000);
    const { code, err } = run(["small.json"], { "small.json": outputs });
    assert.equal(code, 0);
    assert.equal(err, "small.json is shortened. The raw heats are in results/dev.json: analyse that file instead.\n");
  });

  it("fails where shortened results have no heats left", () => {
    const { outputs } = splitResults(results, "results/dev.json", 10);
    const { code, out, err } = run(["small.json"], { "small.json": outputs });
    assert.equal(code, 1);
    assert.equal(out, "");
    assert.equal(err, "small.json is shortened. The raw heats are in results/dev.json: analyse that file instead.\n");
  });

  it("fails with one clear error", () => {
    assert.deepEqual(run(["none.json"]), {
      code: 1,
      out: "",
      err: "Expected a readable file, got ENOENT: no such file, open 'none.json'\n",
    });
    assert.match(run(["bad.json"], { "bad.json": {} }).err, /^bad\.json has a mistake:/);
    assert.match(run([]).err, /missing required argument 'file'/);
    assert.notEqual(run([]).code, 0);
  });

  it("explains itself", () => {
    const { code, out } = run(["--help"]);
    assert.equal(code, 0);
    assert.match(out, /Usage: npm run analyse -- \[options\] <file>/);
  });
});
