import assert from "node:assert/strict";
import { progressText, doneText } from "../../../../observe/wait/progress";
import { heatRequest } from "../../../fake-kubernetes/objects";
import { job, stateOf } from "../../observe/state/facts";
import { begins, boardAfter, ends, fails, progress, says } from "./events";

const states = (board: ReturnType<typeof boardAfter>) => board.heats.map(({ state }) => state);

describe("The board of a race", () => {
  it("follows each heat from its Job's creation to its record", () => {
    const board = boardAfter(1, [1, begins("warmup-r0")], [3, ends("warmup-r0")], [3, begins("oneshot-r1")]);
    assert.deepEqual(states(board), ["done", "running", "waiting"]);
    assert.deepEqual(
      board.heats.map(({ startedMs, endedMs }) => [startedMs, endedMs]),
      [[1000, 3000], [3000, undefined], [undefined, undefined]],
    ); // prettier-ignore
  });

  it("counts a heat that is raced again, and keeps one that is not", () => {
    const again = boardAfter(1, [1, begins("oneshot-r1", "create-replacement")], [1, ends("parallel-r1", "same")]);
    assert.deepEqual(states(again), ["waiting", "running", "kept"]);
    assert.deepEqual(states(boardAfter(1, [1, ends("oneshot-r1", "create-replacement")])), [
      "waiting",
      "done",
      "waiting",
    ]);
    assert.deepEqual(states(boardAfter(1, [1, begins("oneshot-r1", "delete-replaced")])), [
      "waiting",
      "waiting",
      "waiting",
    ]);
  });

  it("reads the pods and the Duration from what the wait says", () => {
    const request = heatRequest({ completions: 10 });
    const text = progressText(request, stateOf([0, job({ completions: 10, status: { succeeded: 4 } })]), {
      elapsedMs: 12_000,
    });
    const board = boardAfter(1, [1, begins("parallel-r1")], [9, progress("parallel-r1", text)], [13, progress("parallel-r1", doneText(request, 12))]); // prettier-ignore
    const heat = board.heats.find(({ name }) => name === "parallel-r1");
    assert.deepEqual(heat?.pods, { done: 4, of: 10 });
    assert.equal(heat.durationSeconds, 12);
  });

  it("keeps warnings and errors, once each, without the engine's marks, and no information", () => {
    const stack = "urn:pulumi:dev::job-race::pulumi:pulumi:Stack::job-race-dev";
    const board = boardAfter(
      1,
      [1, says("error", "<{%reset%}>ImagePull: expected an image<{%reset%}>\n")],
      [1, says("error", "ImagePull: expected an image")],
      [1, says("info", "The results are in", stack)],
      [1, says("debug", "RPC prepared", stack)],
      [1, says("warning", "a warning", stack)],
      [1, fails("parallel-r1")],
    );
    assert.deepEqual(board.messages, ["parallel-r1-timing: ImagePull: expected an image", "a warning"]);
    assert.deepEqual(states(board), ["waiting", "waiting", "failed"]);
  });
});
