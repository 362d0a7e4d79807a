import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { withoutPositions } from "../../components/source-positions";

const stackNow = () => new Error("here").stack ?? "";

/** What the SDK would tell the engine of a resource that is declared here. */
const callsites = (): unknown[] =>
  (pulumi.Resource as unknown as { callsites: () => unknown[] }).callsites.call(pulumi.Resource);

describe("The place where a resource is declared", () => {
  it("is not told to Pulumi", () => {
    assert.deepEqual([withoutPositions(callsites), callsites().length > 0], [[], true]);
  });

  it("is known to errors as always", () => {
    assert.match(withoutPositions(stackNow), /source-positions[.]test[.]ts:5/);
    assert.throws(
      () => withoutPositions(() => new pulumi.ComponentResource("", "name")),
      ({ stack }: Error) => /Missing resource type[\s\S]*source-positions[.]test[.]ts:\d+/.test(stack ?? ""),
    );
  });

  it("is told again once the work is done, also where it throws", () => {
    const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    assert.throws(() =>
      withoutPositions(() => {
        throw new Error("no");
      }),
    );
    assert.deepEqual(Object.getOwnPropertyDescriptor(Error, "prepareStackTrace"), before);
  });

  it("is written as V8 does where nobody else writes it", () => {
    const own = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    Reflect.deleteProperty(Error, "prepareStackTrace");
    try {
      const [line] = withoutPositions(stackNow).split("\n").slice(1);
      assert.match(line ?? "", /^ {4}at \w+ \(\S+:\d+:\d+\)$/);
      assert.equal(Object.getOwnPropertyDescriptor(Error, "prepareStackTrace"), undefined);
    } finally {
      if (own) Object.defineProperty(Error, "prepareStackTrace", own);
    }
  });
});
