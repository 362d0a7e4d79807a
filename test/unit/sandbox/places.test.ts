import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { placesOf, projectRoot, sandboxNames } from "../../../sandbox/places";

describe("The place of a sandbox", () => {
  it("shares no folder, network or cgroup with another sandbox of the user's", () => {
    for (const key of ["root", "nodeIp", "podCidr", "cgroup"] as const) {
      assert.equal(new Set(sandboxNames.map((name) => placesOf(name)[key])).size, sandboxNames.length, key);
    }
  });

  it("has another network and cgroup for another user of the machine", () => {
    const [mine, theirs] = ["/home/a/state", "/home/b/state"].map((folder) => {
      const script = `console.log(JSON.stringify(require("./sandbox/places").placesOf("default")))`;
      const node = ["--require", "ts-node/register/transpile-only", "--eval", script];
      const env = { ...process.env, XDG_STATE_HOME: folder };
      const text = execFileSync(process.execPath, node, { cwd: join(projectRoot), env, encoding: "utf8" });
      return JSON.parse(text) as ReturnType<typeof placesOf>;
    });
    assert.notEqual(mine?.podCidr, theirs?.podCidr);
    assert.notEqual(mine?.cgroup, theirs?.cgroup);
    assert.match(mine?.nodeIp ?? "", /^10\.(24[4-9]|25[01])\.\d+\.1$/);
  });
});
