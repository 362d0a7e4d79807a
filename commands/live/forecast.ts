import type { Board, BoardHeat } from "./board";

/**
 * Seconds until the last heat ends, if each takes as long as the heats of its lane took so far in this update; a lane
 * that has none yet counts as the mean of the others. Absent while no heat has ended.
 */
export function secondsLeft({ heats }: Board, nowMs: number): number | undefined {
  const ended = heats.filter((heat) => heat.state === "done" && heat.round > 0).flatMap(timeOf);
  if (ended.length === 0) return undefined;
  const ofAll = mean(ended.map(({ seconds }) => seconds));
  return heats.reduce((sum, heat) => {
    if (heat.state !== "waiting" && heat.state !== "running") return sum;
    const own = ended.filter(({ lane }) => lane === heat.lane).map(({ seconds }) => seconds);
    const expected = own.length > 0 ? mean(own) : ofAll;
    const passed = heat.startedMs === undefined ? 0 : (nowMs - heat.startedMs) / 1000;
    return sum + Math.max(0, expected - passed);
  }, 0);
}

function timeOf({ lane, startedMs, endedMs }: BoardHeat): { lane: string; seconds: number }[] {
  return startedMs === undefined || endedMs === undefined ? [] : [{ lane, seconds: (endedMs - startedMs) / 1000 }];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
