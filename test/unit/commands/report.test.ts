import assert from "node:assert/strict";
import { type ReportIo, reportCommand } from "../../../commands/report";
import { banner } from "../../../report/formats/banner";
import { formats } from "../../../report/formats/formats";
import { oneshot, parallel, race } from "../report/races";
import { realRace } from "../report/real-race";

const results = race([oneshot, parallel], 3, { rounds: 3 });

async function run(args: string[], files: Record<string, unknown> = { "results.json": results }) {
  const printed = { out: "", err: "" };
  const written: Record<string, string> = {};
  const io: ReportIo = {
    read: (path) => {
      if (!(path in files)) throw new Error(`ENOENT: no such file, open '${path}'`);
      return JSON.stringify(files[path]);
    },
    ofStack: (name) => (name === "dev" ? Promise.resolve(results) : Promise.reject(new Error(`no stack ${name}`))),
    write: (path, text) => {
      written[path] = text;
      return Promise.resolve();
    },
    out: (text) => (printed.out += text),
    err: (text) => (printed.err += text),
  };
  return { code: await reportCommand(args, io), ...printed, written };
}

describe("npm run report", () => {
  it("prints the banner that the race printed", async () => {
    assert.deepEqual(await run(["results.json"]), { code: 0, out: `${banner(results)}\n`, err: "", written: {} });
  });

  it("computes the same results from the raw heats alone", async () => {
    const { out } = await run(["results.json", "--format", "json"]);
    assert.deepEqual(JSON.parse(out), JSON.parse(JSON.stringify(results)));
  });

  it("ignores figures that somebody changed", async () => {
    const forged = {
      ...results,
      speedup: { ...results.speedup, value: 9 },
      lanes: results.lanes.map((lane) => ({ ...lane, n: 99 })),
    };
    const { out } = await run(["forged.json", "--format", "json"], { "forged.json": forged });
    assert.deepEqual(JSON.parse(out), JSON.parse(JSON.stringify(results)));
  });

  it("reads the standard input", async () => {
    assert.equal((await run(["-"], { "-": results })).out, `${banner(results)}\n`);
    assert.match((await run(["-"], { "-": {} })).err, /^The standard input has a mistake:/);
  });

  it("writes a file in the format that its name says, and prints its path", async () => {
    const { out, written } = await run(["results.json", "--out", "there/heats.csv"]);
    assert.equal(out, "Wrote there/heats.csv.\n");
    assert.match(written["there/heats.csv"] ?? "", /^lane,round,/);
  });

  it("writes every format that it lists", async () => {
    const { out: help } = await run(["--help"]);
    for (const { name, extension, description } of formats) {
      assert.ok(help.includes(`  ${name} `) && help.includes(description), name);
      const args = ["results.json", "--format", name, "--out", `race.${extension}`];
      const { code, written } = await run(args, { "results.json": realRace() });
      assert.equal(code, 0, name);
      assert.ok(written[`race.${extension}`]?.endsWith("\n"), name);
    }
  });

  it("lists the formats where it does not know one", async () => {
    const { code, err } = await run(["results.json", "--format", "pdf"]);
    assert.equal(code, 1);
    assert.match(err, /^Expected one of these formats, got pdf:\n {2}banner +the story/);
  });

  it("fails with one clear error", async () => {
    assert.deepEqual(await run(["none.json"]), {
      code: 1,
      out: "",
      err: "Expected a readable file, got ENOENT: no such file, open 'none.json'\n",
      written: {},
    });
    assert.match((await run(["bad.json"], { "bad.json": {} })).err, /^bad\.json has a mistake:/);
    const none = await run([]);
    assert.match(none.err, /^Expected a results file or --stack NAME, one of them/);
    assert.notEqual(none.code, 0);
  });

  it("reads the state of a stack", async () => {
    assert.equal((await run(["--stack", "dev"])).out, `${banner(results)}\n`);
    assert.deepEqual((await run(["--stack", "none"])).code, 1);
    assert.equal((await run(["results.json", "--stack", "dev"])).code, 1);
  });

  it("ends with 2 where --fail-if is true, with the report all the same", async () => {
    const { low = 0 } = results.speedup ?? {};
    const failed = await run(["results.json", "--fail-if", `speedup.low < ${low + 0.1}`]);
    assert.deepEqual([failed.code, failed.out], [2, `${banner(results)}\n`]);
    assert.match(failed.err, /^Failed, because this is true: speedup\.low < /);
    assert.equal((await run(["results.json", "--fail-if", "lanes.parallel.medianSeconds > 60"])).code, 0);
    const set = { ...results, settings: { ...results.settings, failIf: "speedup.low < 99" } };
    assert.equal((await run(["results.json"], { "results.json": set })).code, 2);
    assert.match((await run(["results.json", "--fail-if", "speedup.lower < 1"])).err, /have no speedup\.lower/);
  });

  it("explains itself", async () => {
    const { code, out } = await run(["--help"]);
    assert.equal(code, 0);
    assert.match(out, /Usage: npm run report -- \[options\] \[file\]/);
  });
});
