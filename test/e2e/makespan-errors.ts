import type { Results } from "../../analysis/results/results";
import type { Stack } from "./stack";

/** Seconds between each heat's makespan and what its containers wrote in their logs of their own first and last moment. */
export async function errorsOfMakespans(stack: Stack, results: Results): Promise<number[]> {
  const namespace = await stack.namespace();
  return Promise.all(
    results.heats.map(async (heat) => {
      const spans = await Promise.all(
        (heat.pods ?? []).map(async ({ name }) => {
          const lines = (await stack.kubectl("logs", name, "--namespace", namespace)).trimEnd().split("\n");
          return { start: ownClock(lines[0] ?? ""), end: ownClock(lines.at(-1) ?? "") };
        }),
      );
      const own = Math.max(...spans.map(({ end }) => end)) - Math.min(...spans.map(({ start }) => start));
      return Math.abs((heat.makespanSeconds ?? NaN) - own);
    }),
  );
}

/** Seconds of UTC that the workload writes before each line, to the microsecond: 2026/01/31 12:00:00.123456 (ID 0) … */
function ownClock(line: string): number {
  return Date.parse(`${line.slice(0, 19).replaceAll("/", "-")}Z`) / 1_000 + Number(line.slice(19, 26));
}
