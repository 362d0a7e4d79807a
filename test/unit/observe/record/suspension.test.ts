import assert from "node:assert/strict";
import { event, job } from "../state/facts";
import { at, ran, record } from "./ran";

describe("A Job that a queue held back", () => {
  const suspended = job({ spec: { suspend: true }, status: { startTime: undefined } }, 2);
  const start = { startTime: at(40), completionTime: at(50) };

  it("is valid when it was resumed before any pod, and its time in the queue is told apart", () => {
    const pods = [ran("a", 40, 40, 45), ran("b", 41, 41, 46)];
    const timing = record([suspended, ...pods], { status: { succeeded: 2, ...start } });
    assert.deepEqual(timing.disturbances, []);
    assert.equal(timing.queuedSeconds, 40);
    assert.equal(timing.durationSeconds, 10);
  });

  it("is left out when a pod had been made before", () => {
    const pods = [ran("a", 3, 3, 45), ran("b", 41, 41, 46)];
    const timing = record([suspended, ...pods], { status: { succeeded: 2, ...start } });
    assert.match(timing.disturbances.join(), /suspended after its first pod/);
    assert.equal(timing.queuedSeconds, undefined);
  });

  it("is left out when nobody saw the pods that the suspension removed, but events tell of them", () => {
    const removal = event({ name: "parallel-1.1", reason: "SuccessfulDelete", message: "Deleted pod: a", at: at(20) });
    const timing = record([suspended, removal, ran("a", 41, 41, 46), ran("b", 41, 41, 46)], {
      status: { succeeded: 2, ...start },
    });
    assert.match(timing.disturbances.join(), /suspended after its first pod/);
  });
});
