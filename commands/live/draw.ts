import { shorten, wrap } from "../../report/formats/lay-out";
import type { Board, BoardHeat } from "./board";
import { meanSeconds, secondsLeft } from "./forecast";

/** Where the times of earlier rounds, too, have room. */
const WIDE = 100;
const NAME_WIDTH = 20;
const BAR_WIDTH = { least: 6, most: 40 };

/**
 * The race as lines of at most `columns` columns: how it stands in all, then each lane. A bar is full up to the share of pods
 * that are done (`█`), and grey up to the share that has passed of the lane's usual time (`▒`); a block that moves says only
 * that the heat runs, as nothing is known yet.
 */
export function drawBoard(board: Board, columns: number, nowMs: number): string[] {
  const lanes = [...new Set(board.heats.map(({ lane }) => lane))];
  const nameWidth = Math.min(
    columns < 70 ? NAME_WIDTH / 2 : NAME_WIDTH,
    Math.max(...lanes.map(({ length }) => length)),
  );
  const texts = lanes.map((lane) => laneTexts(board, lane, { isWide: columns >= WIDE, nowMs }));
  const width = (key: "pods" | "time") => Math.max(...texts.map((text) => text[key].length));
  const [podsWidth, timeWidth, pastWidth] = [
    width("pods"),
    width("time"),
    Math.max(...texts.map(({ past }) => past.length)),
  ];
  const others = 2 + nameWidth + 2 + 2 + podsWidth + 2 + timeWidth + 2;
  const barWidth = Math.min(BAR_WIDTH.most, Math.max(BAR_WIDTH.least, columns - 1 - others - Math.min(pastWidth, 30)));
  return [
    ...wrap(standing(board, nowMs), columns - 1),
    ...texts.map(({ mark, progress, pods, time, past }, index) =>
      [
        `${mark} ${shorten(lanes[index] ?? "", nameWidth).padEnd(nameWidth)}`,
        bar(progress, barWidth),
        pods.padStart(podsWidth),
        time.padStart(timeWidth),
        past,
      ]
        .join("  ")
        .slice(0, columns - 1)
        .trimEnd(),
    ),
  ];
}

/** `Round 2 of 5, heat 3 of 10, 1 min 12 s, about 40 s left`. */
function standing(board: Board, nowMs: number): string {
  const recorded = board.heats.filter(({ round }) => round > 0);
  const ended = board.heats.filter(isEnded);
  const current = board.heats.find(({ state }) => state === "running") ?? board.heats.find((heat) => !isEnded(heat));
  const rounds = Math.max(...recorded.map(({ round }) => round));
  const left = secondsLeft(board, nowMs);
  return [
    current === undefined
      ? "All heats have ended"
      : current.round === 0
        ? "Warm-up"
        : `Round ${current.round} of ${rounds}`,
    current === undefined
      ? `${board.heats.length} heats`
      : `heat ${Math.min(ended.length + 1, board.heats.length)} of ${board.heats.length}`,
    inTime((nowMs - board.startedMs) / 1000),
    ...(left === undefined || current === undefined ? [] : [`about ${inTime(left)} left`]),
  ].join(", ");
}

interface LaneTexts {
  readonly mark: string;
  readonly progress: Progress;
  readonly pods: string;
  readonly time: string;
  /** Of its earlier heats; of the last one where not all have room. */
  readonly past: string;
}

/** Shares of a heat, from 0 to 1. */
interface Progress {
  readonly done: number;
  /** Of its usual time. */
  readonly passed?: number;
  /** It runs, and nothing else is known: the moment decides where the block stands. */
  readonly runningMs?: number;
}

const marks = { waiting: "·", running: "▶", done: "✔", kept: "✔", failed: "✖" };

function laneTexts(board: Board, lane: string, { isWide, nowMs }: { isWide: boolean; nowMs: number }): LaneTexts {
  const heats = board.heats.filter((it) => it.lane === lane);
  const heat = heats.find(({ state }) => state === "running") ?? heats.findLast((it) => it.state !== "waiting");
  const state = heat?.state === "running" || heats.every(isEnded) ? (heat?.state ?? "waiting") : "waiting";
  const earlier = heats.filter((it) => it !== heat).flatMap(({ durationSeconds }) => durationSeconds ?? []);
  const times = (isWide ? earlier : earlier.slice(-1)).map((seconds) => inTime(seconds)).join(", ");
  const past = times === "" ? "" : `before: ${times}`;
  if (heat === undefined) return { mark: marks.waiting, progress: { done: 0 }, pods: "", time: "", past };
  const { pods } = heat;
  const isOver = heat.state === "done" || heat.state === "kept";
  return {
    mark: heats.some((it) => it.state === "failed") ? marks.failed : marks[state],
    progress: isOver ? { done: 1 } : progressOf(heat, meanSeconds(board, lane), nowMs),
    pods: pods === undefined ? "" : `${isOver ? pods.of : pods.done}/${pods.of}`,
    time: timeOf(heat, nowMs),
    past,
  };
}

function progressOf({ state, pods, startedMs }: BoardHeat, usualSeconds: number | undefined, nowMs: number): Progress {
  const done = pods === undefined ? 0 : pods.done / Math.max(1, pods.of);
  if (state !== "running" || startedMs === undefined) return { done };
  if (usualSeconds !== undefined) return { done, passed: (nowMs - startedMs) / 1000 / usualSeconds };
  return done > 0 ? { done } : { done, runningMs: nowMs - startedMs };
}

function timeOf({ state, startedMs, endedMs, durationSeconds }: BoardHeat, nowMs: number): string {
  if (state === "kept") return "kept";
  if (startedMs === undefined) return "";
  return inTime(durationSeconds ?? ((endedMs ?? nowMs) - startedMs) / 1000);
}

function isEnded({ state }: BoardHeat): boolean {
  return state === "done" || state === "kept" || state === "failed";
}

const BLOCK = { width: 2, stepMs: 400 };

function bar({ done, passed = 0, runningMs }: Progress, width: number): string {
  const columns = (share: number) => Math.round(Math.min(1, share) * width);
  const full = columns(done);
  const grey = Math.max(0, columns(passed) - full);
  const cells = "█".repeat(full) + "▒".repeat(grey) + "░".repeat(width - full - grey);
  if (runningMs === undefined) return cells;
  const at = Math.floor(runningMs / BLOCK.stepMs) % (width - BLOCK.width + 1);
  return cells.slice(0, at) + "▒".repeat(BLOCK.width) + cells.slice(at + BLOCK.width);
}

/** `12 s`, `1 min 12 s`, `2 h 5 min`. */
export function inTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes < 60) return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
