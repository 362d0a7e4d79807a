import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../../observe/api/clock";
import type { HeatRequest, WaitTools } from "../../observe/heat-request";
import type { HeatTiming } from "../../observe/heat-timing";
import { httpClusterApi } from "../../observe/api/http-transport";
import type { Patience } from "../../observe/api/retry";
import { timeHeat } from "../../observe/time-heat";
import type { Graces } from "../../observe/heat-request";
import type { FakeKubernetes } from "./fake-kubernetes";

/** The real times, a hundred times shorter. */
const FAST_PATIENCE: Patience = {
  answerMs: 300,
  firstPauseMs: 5,
  longestPauseMs: 50,
  watchMs: 3_000,
  silenceMs: 750,
  logSilenceMs: 200,
  readingMs: 40,
  gatherMs: 1_000,
};

const FAST_GRACES: Graces = { podTroubleMs: 200, unschedulableMs: 200, refusalMs: 100 };

export interface Wait {
  readonly timing?: HeatTiming;
  readonly error?: Error & { readonly reason?: string };
  /** The lines of progress. */
  readonly said: readonly string[];
  readonly tookMs: number;
}

/** Waits for a heat on the fake, over its real connections, and tells how it ended. */
export async function fastWait(
  fake: Pick<FakeKubernetes, "kubeconfig">,
  request: HeatRequest,
  more: Partial<Patience & Graces> = {},
): Promise<Wait> {
  const said: string[] = [];
  const tools = fastTools(fake, more, (line) => said.push(line));
  const startMs = performance.now();
  try {
    const timing = await timeHeat(tools, request);
    return { timing, said, tookMs: performance.now() - startMs };
  } catch (error) {
    return { error: error as Error, said, tookMs: performance.now() - startMs };
  } finally {
    tools.api.close();
  }
}

/** Tools with those short times, for the fake. Close `api` when done. */
export function fastTools(
  fake: Pick<FakeKubernetes, "kubeconfig">,
  more: Partial<Patience & Graces> = {},
  say: (line: string) => void = () => undefined,
): WaitTools {
  const clock = systemClock();
  const api = httpClusterApi({ kubeconfig: fake.kubeconfig }, clock, 500);
  return { api, clock, patience: { ...FAST_PATIENCE, ...more }, graces: { ...FAST_GRACES, ...more }, say };
}

/** Until a wait on the fake has read the Job and its pods and watches both. */
export async function untilWatched({ requests }: Pick<FakeKubernetes, "requests">): Promise<void> {
  while (!["watch jobs", "watch pods"].every((watch) => requests.includes(watch))) await sleep(10);
}
