import assert from "node:assert/strict";
import fc from "fast-check";
import { dnsLabel, labelValue, stackLabels, stackSelector } from "../../../plan/labels";

describe("The labels", () => {
  it("are those of the classic race and of the stack", () => {
    assert.deepEqual(stackLabels("dev"), {
      chapter: "jobs",
      "app.kubernetes.io/managed-by": "job-race",
      "job-race/stack": "dev",
    });
    assert.equal(stackSelector("dev"), "chapter=jobs,app.kubernetes.io/managed-by=job-race,job-race/stack=dev");
  });

  it("keep a stack's name that fits", () => {
    assert.equal(labelValue("Team_1.dev-x"), "Team_1.dev-x");
    assert.equal(dnsLabel("job-race-dev", 54), "job-race-dev");
  });

  it("cut a name that does not fit, and stay distinct", () => {
    assert.match(labelValue("-dev"), /^dev-[0-9a-f]{8}$/);
    assert.match(dnsLabel("job-race-Dev_1", 54), /^job-race-dev-1-[0-9a-f]{8}$/);
    assert.notEqual(labelValue("x".repeat(70)), labelValue("x".repeat(71)));
    assert.notEqual(dnsLabel("Dev", 54), dnsLabel("DEV", 54));
  });

  it("are what Kubernetes accepts, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        assert.match(labelValue(text), /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/);
        assert.match(dnsLabel(text, 54), /^[a-z0-9]([-a-z0-9]{0,52}[a-z0-9])?$/);
      }),
      { seed: 20261124 },
    );
  });
});
