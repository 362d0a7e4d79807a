import { createLogUpdate } from "log-update";
import { wrap } from "../../report/formats/lay-out";
import type { Board, BoardHeat } from "./board";
import { drawBoard, inTime } from "./draw";
import { secondsLeft } from "./forecast";

const FRAME_MS = 200;

/** Where a race is shown while it runs. */
export interface LiveView {
  /** Shows how the race stands now. */
  readonly show: (board: Board) => void;
  /** A sentence that stays. */
  readonly say: (text: string) => void;
  /** Shows the last state for good. */
  readonly end: () => void;
}

/** In a terminal, the race is drawn and redrawn at its present width; else, a line is written as each heat begins and ends. */
export function liveView(stream: NodeJS.WriteStream = process.stdout): LiveView {
  return stream.isTTY && process.env["CI"] === undefined ? drawn(stream) : inLines(stream);
}

function drawn(stream: NodeJS.WriteStream): LiveView {
  const update = createLogUpdate(stream);
  let board: Board | undefined;
  const draw = () => {
    if (board) update(drawBoard(board, columnsOf(stream), performance.now()).join("\n"));
  };
  const timer = setInterval(draw, FRAME_MS);
  stream.on("resize", draw);
  return {
    show: (now) => {
      board = now;
    },
    say: (text) => {
      update.clear();
      stream.write(`${sentence(text, stream)}\n`);
      draw();
    },
    end: () => {
      clearInterval(timer);
      stream.off("resize", draw);
      draw();
      update.done();
    },
  };
}

function inLines(stream: NodeJS.WriteStream): LiveView {
  let before: Board | undefined;
  const write = (line: string) => stream.write(`${line}\n`);
  return {
    show: (now) => {
      now.heats.forEach((heat, index) => {
        const line = heat.state === before?.heats[index]?.state ? undefined : lineOf(heat, index, now);
        if (line !== undefined) write(line);
      });
      before = now;
    },
    say: write,
    end: () => undefined,
  };
}

/** `parallel, round 1: 12 s (heat 2 of 4, about 20 s left)`. */
function lineOf(heat: BoardHeat, index: number, board: Board): string | undefined {
  const title = heat.round === 0 ? `${heat.lane}, warm-up` : `${heat.lane}, round ${heat.round}`;
  const place = `heat ${index + 1} of ${board.heats.length}`;
  if (heat.state === "running") return `${title}: ${place} begins`;
  if (heat.state === "kept") return `${title}: ${place} is kept`;
  if (heat.state === "failed") return `${title}: ${place} has failed`;
  if (heat.state !== "done") return undefined;
  const nowMs = heat.endedMs ?? 0;
  const left = secondsLeft(board, nowMs);
  const took = heat.durationSeconds ?? (nowMs - (heat.startedMs ?? nowMs)) / 1000;
  return `${title}: ${inTime(took)} (${place}${left === undefined ? "" : `, about ${inTime(left)} left`})`;
}

/** At the terminal's width; a pipe gets it as it is. */
export function sentence(text: string, stream: NodeJS.WriteStream = process.stdout): string {
  if (!stream.isTTY) return text;
  return text
    .split("\n")
    .flatMap((line) => (line === "" ? [""] : wrap(line, columnsOf(stream))))
    .join("\n");
}

/** Some pseudo-terminals say 0. */
function columnsOf({ columns }: NodeJS.WriteStream): number {
  return columns === 0 ? 80 : columns;
}
