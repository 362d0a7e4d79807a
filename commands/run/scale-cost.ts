import { analyse } from "../../analysis/analyse";
import { unpacked } from "../../observe/packed-timing";
import type { WaitCost } from "../scale-wait";

/** What a wait for very many pods cost, beside `kubectl wait` for the same Job. */
export interface ScaleCost {
  readonly pods: number;
  /** How many of them the record has, and how many the cluster had afterwards. */
  readonly podsRecorded: number;
  readonly podsThere: number;
  /** Why the heat would be left out, if it would. */
  readonly disturbances: readonly string[];
  readonly durationSeconds: number;
  /** When our wait saw the end, less when kubectl's did. */
  readonly seenAfterKubectlSeconds: number;
  readonly recordedAfterEndSeconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryBytes: number;
  readonly memoryBeforeBytes: number;
  readonly requests: number;
  readonly recordBytes: number;
  readonly analyseCpuSeconds: number;
}

interface Measured extends WaitCost {
  readonly pods: number;
  readonly podsThere: number;
  readonly endedMs: number;
  readonly kubectlMs: number;
}

export function costOf({ timing, endedMs, kubectlMs, startedMs, ...cost }: Measured): ScaleCost {
  const seenMs = startedMs + (unpacked(timing).observedSeconds ?? NaN) * 1_000;
  const before = process.cpuUsage();
  const { heats } = analyse({ heats: [timing] });
  const { user, system } = process.cpuUsage(before);
  return {
    ...cost,
    podsRecorded: heats[0]?.pods?.length ?? 0,
    disturbances: timing.disturbances,
    durationSeconds: timing.durationSeconds,
    seenAfterKubectlSeconds: (seenMs - kubectlMs) / 1_000,
    recordedAfterEndSeconds: (endedMs - seenMs) / 1_000,
    recordBytes: JSON.stringify(timing).length,
    analyseCpuSeconds: (user + system) / 1e6,
  };
}

/** The figures, each beside what it should be at ten thousand pods. */
export function costTable(cost: ScaleCost): string[] {
  const { pods, podsRecorded, podsThere, durationSeconds, disturbances } = cost;
  const seconds = (value: number) => `${value.toFixed(2)} s`;
  const megabytes = (bytes: number, digits = 0) => `${(bytes / 1e6).toFixed(digits)} MB`;
  const latest = Math.max(1, durationSeconds * 0.02);
  const rows = [
    ["Duration", `${durationSeconds} s, ${(pods / durationSeconds).toFixed(0)} pods/s`, ""],
    ["pods in the record", `${podsRecorded} of ${pods}`, `all; the cluster has ${podsThere}`],
    ["end, seen after `kubectl wait`", seconds(cost.seenAfterKubectlSeconds), seconds(latest)],
    ["heat recorded after its end", seconds(cost.recordedAfterEndSeconds), seconds(5)],
    ["CPU of the wait", seconds(cost.cpuSeconds), seconds(5)],
    ["peak memory of the wait", megabytes(cost.peakMemoryBytes), megabytes(300e6)],
    ["  before it, Node and the SDK", megabytes(cost.memoryBeforeBytes), ""],
    ["requests", String(cost.requests), ""],
    ["record in the state", megabytes(cost.recordBytes, 3), megabytes(1e6, 3)],
    ["analyse of it, CPU", seconds(cost.analyseCpuSeconds), seconds(2)],
  ];
  const line = ([name = "", value = "", aim = ""]: readonly string[]) =>
    `${name.padEnd(33)} ${value.padEnd(18)} ${aim}`.trimEnd();
  const left = disturbances.map((reason) => `left out of every statistic: ${reason}`);
  return [line(["", "measured", "aim at 10,000 pods"]), ...rows.map(line), ...left];
}
