import assert from "node:assert/strict";
import { withShortStacks } from "../../components/short-stacks";

const stackNow = () => new Error("here").stack ?? "";

describe("Short stacks", () => {
  it("end in the package, not in what loaded the program", () => {
    const [short, whole] = [withShortStacks(stackNow), stackNow()];
    assert.match(whole, /node_modules.mocha/);
    assert.doesNotMatch(short, /node_modules/);
    assert.match(short, /^Error: here\n +at \w+ \(.*short-stacks[.]test[.]ts:4:\d+\)$/);
    assert.ok(short.split("\n").length < whole.split("\n").length);
  });

  it("are no more once the work is done, also where it throws", () => {
    const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    assert.throws(() =>
      withShortStacks(() => {
        throw new Error("no");
      }),
    );
    assert.deepEqual(Object.getOwnPropertyDescriptor(Error, "prepareStackTrace"), before);
  });

  it("are written as V8 does where nobody else writes them", () => {
    const own = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
    Reflect.deleteProperty(Error, "prepareStackTrace");
    try {
      assert.match(withShortStacks(stackNow), /^Error: here\n {4}at \w+ \(\S+:\d+:\d+\)$/);
      assert.equal(Object.getOwnPropertyDescriptor(Error, "prepareStackTrace"), undefined);
    } finally {
      if (own) Object.defineProperty(Error, "prepareStackTrace", own);
    }
  });
});
