import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { withEvent, type Board } from "../../../../commands/live/board";
import { liveView, sentence } from "../../../../commands/live/show";
import { begins, boardAfter, ends, progress } from "./events";

/** What a pipe or a log file is to a process: no terminal, no width. */
function pipe() {
  const stream = new PassThrough();
  const written: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => written.push(chunk));
  // The cast: of a process's output, the view needs what any stream has, and whether it is a terminal.
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => Buffer.concat(written).toString() };
}

describe("A race without a terminal", () => {
  it("is told in plain lines: one as each heat begins and one as it ends, with the forecast", () => {
    const { stream, text } = pipe();
    const view = liveView(stream);
    let board: Board = boardAfter(1);
    const events = [
      [0, begins("oneshot-r1")],
      [5, progress("oneshot-r1", "oneshot 0/1, 5 s")],
      [11, progress("oneshot-r1", "oneshot done in 10 s")],
      [12, ends("oneshot-r1")],
      [12, begins("parallel-r1")],
    ] as const;
    for (const [seconds, event] of events) {
      board = withEvent(board, event, seconds * 1000);
      view.show(board);
    }
    view.say("The engine's own words.");
    view.end();
    assert.deepEqual(text().split("\n"), [
      "oneshot, round 1: heat 2 of 3 begins",
      "oneshot, round 1: 10 s (heat 2 of 3, about 24 s left)",
      "parallel, round 1: heat 3 of 3 begins",
      "The engine's own words.",
      "",
    ]);
  });

  it("has no sequence that only a terminal obeys, and sentences that nobody wraps", () => {
    const { stream, text } = pipe();
    const view = liveView(stream);
    view.show(boardAfter(1, [0, begins("oneshot-r1")]));
    view.end();
    assert.ok(!text().includes("\u001b"));
    const long = "word ".repeat(60).trim();
    assert.equal(sentence(long, stream), long);
  });
});
