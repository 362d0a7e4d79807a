import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { JobTiming } from "../../components/job-timing";
import { requestFor, recording } from "../fake-kubernetes/replay";

describe("JobTiming", () => {
  const made: pulumi.runtime.MockResourceArgs[] = [];

  it("declares one resource with its inputs, the kubeconfig as a secret, and the timing as an output", async () => {
    await pulumi.runtime.setMocks({
      newResource: (args) => {
        made.push(args);
        return { id: "uid", state: { ...(args.inputs as object), timing: { durationSeconds: 9 } } };
      },
      call: () => ({}),
    });
    const inputs = requestFor(recording("success"));
    const resource = new JobTiming("heat-timing", { ...inputs, kubeconfig: "content\nof it" });
    const [timing, id] = await new Promise<[unknown, string]>((resolve) => {
      pulumi.all([resource.timing, resource.id]).apply((values) => {
        resolve(values);
      });
    });
    assert.deepEqual(timing, { durationSeconds: 9 });
    assert.equal(id, "uid");
    const { __provider, kubeconfig, workHash, heat, ...rest } = made[0]?.inputs as Record<string, unknown>;
    assert.equal(made[0]?.type, "pulumi-nodejs:dynamic:JobTiming");
    const { row, ...asked } = heat as { row: string };
    assert.deepEqual([asked, rest], [inputs, {}]);
    assert.equal(row, await new Promise((resolve) => resource.urn.apply(resolve)), "its own URN");
    assert.equal(typeof __provider, "string");
    assert.match(String(workHash), /^[0-9a-f]{16}$/);
    assert.equal((kubeconfig as { value: string }).value, "content\nof it");
    assert.ok(pulumi.runtime.isRpcSecret(kubeconfig));
  });
});
