import type { HeatRequest, WaitTools } from "../../observe/heat-request";
import type { HeatTiming } from "../../observe/heat-timing";
import type { ApiRequest } from "../../observe/api/cluster-api";
import { DEFAULT_PATIENCE } from "../../observe/api/retry";
import { timeHeat } from "../../observe/time-heat";
import { DEFAULT_GRACES } from "../../observe/wait/verdict";
import type { FakeCluster } from "./fake-cluster";
import { fakeCluster } from "./fake-cluster";
import { faultScript } from "./faults";
import type { ScriptedFault } from "./faults";
import { memoryApi } from "./memory-api";
import { virtualClock } from "./virtual-clock";

export interface VirtualWait {
  readonly timing?: HeatTiming;
  readonly error?: Error;
  readonly tookMs: number;
  readonly requests: readonly string[];
  readonly asked: readonly ApiRequest[];
  readonly said: readonly string[];
  readonly cluster: FakeCluster;
}

/** Something that happens to the cluster at a time of the virtual clock. */
export interface Happening {
  readonly atMs: number;
  readonly change: (cluster: FakeCluster) => void;
}

/** Waits with the real graces and times while a virtual clock runs. What is at 0 is there before the wait begins. */
export async function virtualWait(
  request: HeatRequest,
  happenings: readonly Happening[],
  faults: readonly ScriptedFault[] = [],
): Promise<VirtualWait> {
  const clock = virtualClock();
  const cluster = fakeCluster();
  const said: string[] = [];
  const api = memoryApi(cluster, clock, faultScript(faults));
  const tools: WaitTools = {
    api,
    clock,
    patience: DEFAULT_PATIENCE,
    graces: DEFAULT_GRACES,
    say: (line) => said.push(line),
  };
  const known = { requests: api.requests, asked: api.asked, said, cluster };
  for (const { change } of happenings.filter(({ atMs }) => atMs === 0)) change(cluster);
  for (const { atMs, change } of happenings.filter((happening) => happening.atMs > 0)) {
    void clock.sleep(atMs).then(() => {
      change(cluster);
    });
  }
  try {
    const timing = await clock.run(() => timeHeat(tools, request));
    return { timing, tookMs: clock.nowMs(), ...known };
  } catch (error) {
    return { error: error as Error, tookMs: clock.nowMs(), ...known };
  }
}
