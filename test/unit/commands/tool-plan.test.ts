import assert from "node:assert/strict";
import { announcement, planOf } from "../../../commands/run/tool-plan";
import { clusterTools, pulumiTools } from "../../../sandbox/toolchain/catalogue";

describe("What a start will bring", () => {
  const tools = [...clusterTools, ...pulumiTools];

  it("is built where no host is asked for releases, and is said with its disk", async () => {
    process.env["JOB_RACE_RELEASES"] = "none";
    try {
      const plan = await planOf(tools);
      assert.deepEqual(plan, { fetched: [], built: tools });
      const [build, disk, ...more] = announcement(plan);
      assert.match(build ?? "", /^To build: etcd, containerd, cni, workload, kubernetes, .*, on \d+ cores?\.$/);
      assert.match(disk ?? "", /^Disk: up to [5-8]\.\d GB now, 0\.6 GB afterwards\.$/);
      assert.deepEqual(more, []);
    } finally {
      delete process.env["JOB_RACE_RELEASES"];
    }
  });

  it("is fetched with one archive for two tools counted once, and needs less disk", () => {
    const [fetch, disk] = announcement({ fetched: pulumiTools, built: [] });
    assert.equal(fetch, "To fetch: pulumi-language-nodejs, pulumi (110 MB).");
    assert.equal(disk, "Disk: up to 1.2 GB now, 1.0 GB afterwards.");
  });

  it("is not spoken of when everything is there", () => {
    assert.deepEqual(announcement({ fetched: [], built: [] }), []);
  });
});
