/** The wait of `npm run scale` in a process of its own, as Pulumi's provider is one: prints what it found and what it cost. */
import "@pulumi/pulumi";
import type { HeatRequest, WaitTools } from "../observe/heat-request";
import { packed, type PackedTiming } from "../observe/packed-timing";
import { realTools, timeHeat } from "../observe/time-heat";

export interface WaitCost {
  /** The record as the state would have it. */
  readonly timing: PackedTiming;
  /** When the wait began, in milliseconds of this machine's clock. */
  readonly startedMs: number;
  readonly cpuSeconds: number;
  /** The most that the process ever held, and what Node and Pulumi's SDK had taken of it before the wait began. */
  readonly peakMemoryBytes: number;
  readonly memoryBeforeBytes: number;
  readonly requests: number;
}

async function wait(kubeconfig: string, request: HeatRequest): Promise<WaitCost> {
  let requests = 0;
  const real = realTools({ kubeconfig }, console.error);
  const counted: WaitTools["api"] = {
    call: (asked, signal) => {
      requests += 1;
      return real.api.call(asked, signal);
    },
    lines: (asked, onLine, signal) => {
      requests += 1;
      return real.api.lines(asked, onLine, signal);
    },
    close: () => {
      real.api.close();
    },
  };
  const before = process.cpuUsage();
  const memoryBeforeBytes = peakBytes();
  const startedMs = Date.now();
  try {
    const timing = packed(await timeHeat({ ...real, api: counted }, request));
    const { user, system } = process.cpuUsage(before);
    const cpuSeconds = (user + system) / 1e6;
    return { timing, startedMs, cpuSeconds, peakMemoryBytes: peakBytes(), memoryBeforeBytes, requests };
  } finally {
    real.api.close();
  }
}

function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

if (require.main === module) {
  const [kubeconfig = "", request = "{}"] = process.argv.slice(2);
  wait(kubeconfig, JSON.parse(request) as HeatRequest).then(
    (cost) => {
      process.stdout.write(JSON.stringify(cost));
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
