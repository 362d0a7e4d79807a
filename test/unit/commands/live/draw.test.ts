import assert from "node:assert/strict";
import { drawBoard, inTime } from "../../../../commands/live/draw";
import { secondsLeft } from "../../../../commands/live/forecast";
import { begins, boardAfter, ends, progress } from "./events";

const midRace = boardAfter(
  2,
  [0, begins("warmup-r0")],
  [2, ends("warmup-r0")],
  [2, begins("oneshot-r1")],
  [13, progress("oneshot-r1", "oneshot done in 10 s")],
  [14, ends("oneshot-r1")],
  [14, begins("parallel-r1")],
  [22, ends("parallel-r1")],
  [22, begins("parallel-r2")],
  [25, progress("parallel-r2", "parallel 4/10, 3 s")],
);

describe("The drawn race", () => {
  it("says how it stands, then each lane with a bar of the pods that are done", () => {
    const [standing, warmup, oneshot, parallel] = drawBoard(midRace, 80, 25_000);
    assert.equal(standing, "Round 2 of 2, heat 4 of 5, 25 s, about 17 s left");
    assert.match(warmup ?? "", /^✔ warmup {4}█+ .* 2 s$/);
    assert.match(oneshot ?? "", /^· oneshot {3}█+ .* 10 s$/);
    const [, full = "", empty = ""] = /^▶ parallel {2}(█+)(░+) {2}4\/10 {3}3 s$/.exec(parallel ?? "") ?? [];
    assert.equal(Math.round((100 * full.length) / (full.length + empty.length)), 40);
  });

  it("fills the bar of a lane with one pod by its usual time, in another shade than by pods that are done", () => {
    const second = boardAfter(2, [0, begins("oneshot-r1")], [10, ends("oneshot-r1")], [10, begins("oneshot-r2")]);
    const [, , oneshot = ""] = drawBoard(second, 80, 14_000);
    const [, grey = "", empty = ""] = /^▶ oneshot {3}(▒+)(░+) /.exec(oneshot) ?? [];
    assert.equal(Math.round((10 * grey.length) / (grey.length + empty.length)), 4);
    assert.match(drawBoard(second, 80, 60_000)[2] ?? "", /^▶ oneshot {3}▒+ {2}/, "later than usual, but not done");
  });

  it("moves a block along the bar of a first heat, of which nothing is known but that it runs", () => {
    const first = boardAfter(1, [0, begins("oneshot-r1")]);
    const at = [0, 4_000].map((nowMs) => drawBoard(first, 80, nowMs)[2]?.indexOf("▒▒") ?? -1);
    assert.ok((at[0] ?? -1) >= 0 && (at[1] ?? -1) > (at[0] ?? -1), at.join());
    assert.match(drawBoard(first, 80, 4_000)[2] ?? "", /^▶ oneshot {3}░+▒▒░+ /);
  });

  it("has room for the times of earlier rounds, in a wide terminal for all of them", () => {
    const seconds = [21, 22, 23];
    const events = seconds.flatMap((second, index) => [
      [index, begins(`oneshot-r${index + 1}`)] as const,
      [index, progress(`oneshot-r${index + 1}`, `oneshot done in ${second} s`)] as const,
      [index, ends(`oneshot-r${index + 1}`)] as const,
    ]);
    const board = boardAfter(3, ...events);
    assert.match(drawBoard(board, 80, 25_000)[2] ?? "", /^✔ oneshot .* 23 s {2}before: 22 s$/);
    assert.match(drawBoard(board, 120, 25_000)[2] ?? "", /^✔ oneshot .* 23 s {2}before: 21 s, 22 s$/);
  });

  it("is never wider than its terminal, and loses no lane in a narrow one", () => {
    for (const columns of [40, 60, 80, 100, 120, 200]) {
      const lines = drawBoard(midRace, columns, 25_000);
      for (const line of lines) assert.ok(line.length < columns, `${columns}: ${line}`);
      assert.ok(lines.some((line) => line.includes("4/10")), lines.join("\n")); // prettier-ignore
    }
  });

  it("forecasts the rest from the heats so far: each lane's own mean, less what has passed", () => {
    // oneshot took 12 s, parallel 8 s; of its second heat, 3 s have passed.
    assert.equal(secondsLeft(midRace, 25_000), 12 + 5);
    // A lane without a heat counts as the mean of the others.
    assert.equal(secondsLeft(boardAfter(1, [0, begins("oneshot-r1")], [12, ends("oneshot-r1")]), 12_000), 12 + 12);
  });

  it("forecasts nothing before a recorded heat has ended", () => {
    const board = boardAfter(1, [0, begins("warmup-r0")], [2, ends("warmup-r0")]);
    assert.equal(secondsLeft(board, 2_000), undefined);
    assert.equal(drawBoard(board, 80, 2_000)[0], "Round 1 of 1, heat 2 of 3, 2 s");
  });

  it("says times as people do", () => {
    assert.deepEqual([0, 59.4, 60, 72, 7500].map(inTime), ["0 s", "59 s", "1 min", "1 min 12 s", "2 h 5 min"]);
  });
});
