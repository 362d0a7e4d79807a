import { systemClock } from "./api/clock";
import { gather } from "./gather";
import type { HeatRequest, WaitTools } from "./heat-request";
import { heatTitle } from "./heat-request";
import type { HeatTiming } from "./heat-timing";
import { limitedApi } from "./api/limits";
import { httpClusterApi } from "./api/http-transport";
import type { KubeconfigSource } from "./api/kubeconfig";
import { DEFAULT_PATIENCE } from "./api/retry";
import { startOfWait } from "./wait/start-of-wait";
import { DEFAULT_GRACES } from "./wait/verdict";
import { doneText } from "./wait/progress";
import { Pulse } from "./wait/pulse";
import { watchHeat } from "./wait/watch-heat";

/** Tools for a real cluster. Close `api` when done. */
export function realTools(source: KubeconfigSource, say: (line: string) => void): WaitTools {
  const clock = systemClock();
  return { api: httpClusterApi(source, clock), clock, patience: DEFAULT_PATIENCE, graces: DEFAULT_GRACES, say };
}

/**
 * Waits for one heat and times it.
 *
 * Rejects with a `WaitError` unless the pinned Job completes within `timeoutSeconds`. The reading of pods and logs after
 * that has a bound of its own.
 */
export async function timeHeat(world: WaitTools, request: HeatRequest): Promise<HeatTiming> {
  const { clock } = world;
  const tools = { ...world, api: limitedApi(world.api, clock, world.patience) };
  const startMs = clock.nowMs();
  const deadlineMs = startMs + request.timeoutSeconds * 1000;
  const late = new AbortController();
  const done = new AbortController();
  void clock.sleep(deadlineMs - startMs, done.signal).then(() => {
    late.abort();
  });
  try {
    const { job, uid, hadEnded } = await startOfWait(tools, request, deadlineMs, late.signal);
    const pinned = { ...request, uid };
    const pulse = new Pulse(clock);
    const foundMs = clock.nowMs();
    const { state, isWhole, endMs, earlier } = await watchHeat(tools, {
      request: pinned,
      job,
      pulse,
      startMs,
      deadlineMs,
    });
    const timing = await gather(tools, {
      request: pinned,
      job,
      state,
      isWhole,
      earlier,
      attention: { ...pulse.attention(), ...(!hadEnded && { watchedSeconds: (endMs - foundMs) / 1000 }) },
      ...(!hadEnded && { observedSeconds: (endMs - startMs) / 1000 }),
    });
    const { queuedSeconds, remarks = [] } = timing;
    for (const remark of remarks) tools.say(`${heatTitle(request)}: ${remark}`);
    if (queuedSeconds !== undefined)
      tools.say(`${heatTitle(request)}: was ${queuedSeconds} s in a queue before its start`);
    tools.say(doneText(request, timing.durationSeconds));
    return timing;
  } finally {
    done.abort();
  }
}
