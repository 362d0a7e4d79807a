import type { Board, BoardHeat } from "./board";

/**
 * Seconds until the last heat ends, if each takes as long as the heats of its lane took so far in this update; a lane
 * that has none yet counts as the mean of the others. Absent while no heat has ended.
 */
export function secondsLeft(board: Board, nowMs: number): number | undefined {
  const ofAll = meanSeconds(board);
  if (ofAll === undefined) return undefined;
  return board.heats.reduce((sum, heat) => {
    if (heat.state !== "waiting" && heat.state !== "running") return sum;
    const expected = meanSeconds(board, heat.lane) ?? ofAll;
    const passed = heat.startedMs === undefined ? 0 : (nowMs - heat.startedMs) / 1000;
    return sum + Math.max(0, expected - passed);
  }, 0);
}

/** Mean seconds of the heats that ended in this update, of one lane or of all; absent where there is none. */
export function meanSeconds({ heats }: Board, lane?: string): number | undefined {
  const ended = heats.filter((heat) => heat.state === "done" && heat.round > 0);
  const seconds = ended.filter((heat) => lane === undefined || heat.lane === lane).flatMap(secondsOf);
  return seconds.length === 0 ? undefined : seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
}

function secondsOf({ startedMs, endedMs }: BoardHeat): number[] {
  return startedMs === undefined || endedMs === undefined ? [] : [(endedMs - startedMs) / 1000];
}
