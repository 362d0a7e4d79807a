import { strict as assert } from "node:assert";
import { shortRace, Stack } from "./stack";

describe("a race in a namespace that others use", () => {
  it("leaves a foreign Job with the same chapter label alone when it is destroyed", async () => {
    const shared = await Stack.make({ ...shortRace, "job-race:items": 2, "job-race:namespace": "foreign" });
    await shared.kubectl("create", "namespace", "foreign");
    const up = await shared.up();
    assert.equal(up.exitCode, 0, up.text);
    await shared.kubectl("create", "job", "other", "--namespace", "foreign", "--image", "job-race.local/none");
    const labels = ["chapter=jobs", "app.kubernetes.io/managed-by=job-race"];
    await shared.kubectl("label", "job", "other", "--namespace", "foreign", ...labels);
    assert.equal((await shared.jobs("foreign")).length, 3);
    const destroyed = await shared.end();
    assert.equal(destroyed.exitCode, 0, destroyed.text);
    assert.deepEqual(
      (await shared.jobs("foreign")).map((job) => job.metadata.name),
      ["other"],
    );
  });
});
