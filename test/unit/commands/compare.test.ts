import assert from "node:assert/strict";
import { compareCommand } from "../../../commands/compare";
import { realRace } from "../report/real-race";

const old = realRace();
const slower = {
  ...old,
  settings: { ...old.settings, image: "other" },
  heats: old.heats.map((heat) => ({
    lane: heat.lane,
    round: heat.round,
    durationSeconds: heat.durationSeconds * (heat.lane === "oneshot" ? 3 : 1),
  })),
};

const one = { ...old, heats: old.heats.filter(({ lane }) => lane === "oneshot") };
const first = { ...old, heats: old.heats.filter(({ round }) => round === 1) };

function run(...args: string[]) {
  const printed = { out: "", err: "" };
  const files: Record<string, unknown> = {
    "old.json": old,
    "new.json": slower,
    "one-lane.json": one,
    "one-round.json": first,
  };
  const code = compareCommand(args, {
    read: (path) => JSON.stringify(files[path]),
    out: (text) => (printed.out += text),
    err: (text) => (printed.err += text),
  });
  return { code, ...printed };
}

describe("npm run compare", () => {
  it("names what differs first, then each lane with its interval and verdict", () => {
    const { code, out } = run("old.json", "new.json");
    assert.equal(code, 0);
    assert.match(out, /^The races differ in more than their times\n.*old +new\n +settings\.image/);
    assert.match(out, /\n +oneshot +22\.\d s +5 +68\.\d s +5 +0\.3\d +0\.\d\d – 0\.\d\d +slower\n/);
    assert.match(out, /Slower: oneshot \(0\.3\d times as fast\)\. All 5 intervals together are 95 % sure\.\s/);
    assert.match(
      out.replaceAll(/\s+/g, " "),
      /So large a factor would show in .* races: parallel \d\.\d\d, .*More rounds show smaller ones\. $/,
    );
  });

  it("of one race with itself detects nothing", () => {
    const { out } = run("old.json", "old.json");
    assert.doesNotMatch(out, /differ in more/);
    assert.match(out, /No detectable difference\. All 5 intervals/);
  });

  it("says how sure its intervals are where it has any", () => {
    assert.match(run("one-lane.json", "one-lane.json").out, /difference\. The interval is 95 % sure\./);
    const { out } = run("one-round.json", "one-round.json");
    assert.match(out, /to know the\s+spread\.\s*$/);
  });

  it("writes Markdown and JSON as well", () => {
    assert.match(run("old.json", "new.json", "--format", "markdown").out, /^## The lanes$/m);
    const { lanes } = JSON.parse(run("old.json", "new.json", "--format", "json").out) as {
      lanes: { verdict: string }[];
    };
    assert.equal(lanes[0]?.verdict, "slower");
    assert.match(
      run("old.json", "new.json", "--format", "pdf").err,
      /^Expected one of table, markdown, json as --format/,
    );
  });

  it("ends with 2 where --fail-if is true, and with 1 where it can't be known", () => {
    const failed = run("old.json", "new.json", "--fail-if", "lanes.oneshot.high < 1");
    assert.deepEqual([failed.code, failed.err], [2, "Failed, because this is true: lanes.oneshot.high < 1\n"]);
    assert.equal(run("old.json", "old.json", "--fail-if", "lanes.oneshot.high < 1").code, 0);
    assert.equal(run("old.json", "old.json", "--fail-if", "lanes.none.high < 1").code, 1);
  });
});
