import assert from "node:assert/strict";
import { event } from "../state/facts";
import { about, ran, record } from "./ran";

describe("More pods at once than have room", () => {
  const waits = (name: string) =>
    event({
      name: `w.${name}`,
      reason: "FailedScheduling",
      message: "0/1 nodes: 1 Insufficient cpu",
      subject: about(name),
    });

  it("is a property of the lane where each that waited took the place of another of the heat", () => {
    const pods = [ran("a", 0, 0, 4), ran("b", 0, 0, 4), ran("c", 0, 6, 10), ran("d", 0, 6, 10)];
    const timing = record([...pods, waits("c"), waits("d")], { completions: 4 });
    assert.equal(timing.fitAtOnce, 2);
    assert.deepEqual(timing.disturbances, []);
  });

  it("is a disturbance where a pod waited for somebody else's place", () => {
    const pods = [ran("a", 0, 0, 4), ran("b", 0, 40, 44)];
    const timing = record([...pods, waits("b")]);
    assert.equal(timing.fitAtOnce, undefined);
    assert.deepEqual(timing.disturbances, ["1 pod waited for room on a node."]);
  });
});
