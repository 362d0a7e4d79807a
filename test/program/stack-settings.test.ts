import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { stackSettings } from "../../settings";

describe("The settings of another program's stack", () => {
  const before = pulumi.runtime.allConfig();

  afterEach(() => {
    pulumi.runtime.setAllConfig(before);
  });

  it("are those under job-race, above them those that its project sets by the same names, and the cluster", async () => {
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "reports", "dev");
    pulumi.runtime.setAllConfig({
      "job-race:items": "12",
      "job-race:rounds": "1",
      "job-race:misspelt": "kept, so that it is refused",
      "reports:rounds": "5",
      "reports:colour": "the program's own",
      "kubernetes:context": "kind",
      "kubernetes:clusterIdentifier": "the provider's own",
    });
    assert.deepEqual(stackSettings(), {
      items: "12",
      rounds: "5",
      misspelt: "kept, so that it is refused",
      context: "kind",
    });
  });
});
