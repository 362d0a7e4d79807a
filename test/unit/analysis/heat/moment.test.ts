import assert from "node:assert/strict";
import { middle, readInstant } from "../../../../analysis/heat/moment";

describe("An instant", () => {
  it("keeps what a double can of its nanoseconds", () => {
    const a = readInstant("2026-01-02T03:04:05.123456789Z");
    const b = readInstant("2026-01-02T03:04:06.123957789Z");
    assert.ok(a && b);
    assert.ok(Math.abs(b.seconds - a.seconds - 1.000501) < 5e-7);
    assert.equal(a.resolutionSeconds, 1e-6);
  });

  it("without a fraction is known to the second, and taken at its middle", () => {
    const instant = readInstant("1970-01-01T00:00:10Z");
    assert.deepEqual(instant, { seconds: 10, resolutionSeconds: 1 });
    assert.equal(middle(instant), 10.5);
  });

  it("with a fraction is taken as it is", () => {
    const instant = readInstant("1970-01-01T00:00:10.250000Z");
    assert.ok(instant);
    assert.equal(middle(instant), 10.25);
  });

  it("may have an offset", () => {
    assert.equal(readInstant("1970-01-01T02:00:10.5+02:00")?.seconds, 10.5);
  });

  it("is absent where the text is none", () => {
    for (const text of [undefined, "", "now", "2026-01-02", "2026-13-02T00:00:00Z", "2026-01-02T03:04:05"]) {
      assert.equal(readInstant(text), undefined, text);
    }
  });
});
