import type { Clock } from "../api/clock";
import { type EarlierLogs, earlierLogKeeper } from "../record/earlier-logs";
import { failureLogKeeper } from "../record/failure-log";
import { followHeat, heatReadings } from "./heat-followers";
import type { HeatLook } from "./heat-sights";
import type { HeatRequest, WaitTools } from "../heat-request";
import { heatTitle } from "../heat-request";
import { HeatRecord } from "../state/heat-record";
import type { Fact } from "../state/heat-state";
import type { WireJob } from "../api/kubernetes-objects";
import { progressReporter } from "./progress";
import type { Pulse } from "./pulse";
import { pauseMs, persist } from "../api/retry";
import { judge, nextCheckMs } from "./verdict";
import { failure } from "./failure-catalogue";
import { type Stuck, untilStuck } from "./stuck-workers";
import { faultError } from "./fault-error";
import { faultText } from "../api/api-fault";

interface WatchedHeat {
  readonly request: HeatRequest;
  readonly job: WireJob;
  readonly pulse: Pulse;
  readonly startMs: number;
  readonly deadlineMs: number;
}

/** What was seen of a complete heat, and what only those who watched could keep. */
interface SeenHeat {
  readonly state: HeatRecord;
  /** No request failed and no watch broke off: what the cluster told has all come. */
  readonly isWhole: boolean;
  /** When it was seen to be complete. */
  readonly endMs: number;
  readonly earlier: EarlierLogs;
}

/**
 * Waits until the heat is complete and returns all that was seen of it. Rejects with a `WaitError` in every other case,
 * at the deadline at the latest: every await here is raced against the clock.
 */
export async function watchHeat(tools: WaitTools, { request, job, pulse, ...times }: WatchedHeat): Promise<SeenHeat> {
  const { clock, graces, patience } = tools;
  const ending = new AbortController();
  const { signal } = ending;
  const logs = failureLogKeeper(tools, request, signal);
  const earlier = earlierLogKeeper(tools, request, signal);
  const report = progressReporter(request, times.startMs, tools.say);
  const news = bell();
  const state = new HeatRecord({ uid: request.uid, ...times });
  let lastFault: unknown;
  let isWhole = true;
  let complainedMs = -Infinity;
  let fatal: { readonly error: unknown } | undefined;
  let stuck: Stuck | undefined;
  const learn = (fact: Fact) => {
    state.learn(fact, clock.nowMs());
    lastFault = undefined;
    const pods = fact.kind === "pod" ? [fact.pod] : fact.kind === "pods" ? fact.pods : [];
    for (const pod of pods) {
      logs.notice(pod);
      earlier.notice(pod);
    }
    news.ring();
  };
  const onFault = (error: unknown) => {
    lastFault = error;
    isWhole = false;
    if (clock.nowMs() - complainedMs < COMPLAINT_PAUSE_MS) return;
    complainedMs = clock.nowMs();
    tools.say(`${heatTitle(request)}: trying again, ${faultText(error)}`);
  };
  const onFatal = (error: unknown) => {
    fatal ??= { error };
    news.ring();
  };
  try {
    const { lagMs } = followHeat(tools, { request, job, learn, onFault, onFatal, pulse }, signal);
    if (request.kind === "queue") {
      void untilStuck(tools, request, state, signal).then((found) => {
        stuck = found;
        news.ring();
      });
    }
    for (let unconfirmed = 0; ;) {
      const nowMs = clock.nowMs();
      const verdict = judge(state, nowMs, graces);
      if (verdict.status === "complete") {
        if (lagMs > 0) await clock.sleep(lagMs);
        const logsBefore = (await lastWords(clock, earlier.all(), patience.answerMs)) ?? new Map();
        return { state, isWhole, endMs: nowMs, earlier: logsBefore };
      }
      if (verdict.status === "failed" && (verdict.isFinal || unconfirmed < 0)) {
        const log = await lastWords(clock, logs.latest(), patience.answerMs);
        const isFill = verdict.reason === "JobFailed" && request.part === "fill";
        const reason = isFill ? "FillFailed" : verdict.reason;
        throw failure(reason, { request, state, detail: verdict.detail, log, lastFault });
      }
      if (stuck) throw failure(stuck.reason, { request, state, detail: stuck.detail });
      if (fatal) throw faultError(fatal.error, request);
      if (verdict.status === "failed") {
        // Signs can be old: nothing but a fresh reading makes them a failure.
        const look = { request, job, learn, onFault, deadlineMs: times.deadlineMs };
        const isRead = await confirmed(tools, look, signal);
        unconfirmed = isRead ? -1 : unconfirmed + 1;
        if (!isRead) await clock.sleep(Math.min(pauseMs(unconfirmed, patience), times.deadlineMs - clock.nowMs()));
        continue;
      }
      unconfirmed = 0;
      report(state, verdict.status === "ending", nowMs);
      await news.rings(clock, nextCheckMs(state, nowMs, graces) - nowMs);
      // Thousands of pods tell something at any moment: what comes together is judged together.
      const together = Math.min(LONGEST_TOGETHER_MS, state.pods.size / PODS_PER_MS);
      if (together >= 1) await clock.sleep(together);
    }
  } finally {
    ending.abort();
  }
}

const COMPLAINT_PAUSE_MS = 10_000;
/** So much later the end of a heat may be seen, where it has a thousand pods or more. */
const LONGEST_TOGETHER_MS = 50;
const PODS_PER_MS = 20;

/** One fresh reading of the Job and its pods; whether it succeeded in time. */
async function confirmed(
  tools: WaitTools,
  { onFault, deadlineMs, ...look }: HeatLook & { onFault: (error: unknown) => void; deadlineMs: number },
  signal: AbortSignal,
): Promise<boolean> {
  const reading = persist(tools, { signal, onFault }, heatReadings(tools, look).standing);
  const late = tools.clock.sleep(deadlineMs - tools.clock.nowMs(), signal);
  return Promise.race([
    reading.then(
      () => true,
      (error: unknown) => {
        onFault(error);
        return false;
      },
    ),
    late.then(() => false),
  ]);
}

async function lastWords<Words>(clock: Clock, words: Promise<Words>, limitMs: number): Promise<Words | undefined> {
  const enough = new AbortController();
  const silence = clock.sleep(limitMs, enough.signal).then(() => undefined);
  const spoken = await Promise.race([words, silence]);
  enough.abort();
  return spoken;
}

/** Lets one loop sleep until something is told or time is up. A ring while nobody sleeps is not lost. */
function bell() {
  let isRung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      isRung = true;
      wake?.();
    },
    rings: async (clock: Clock, limitMs: number) => {
      if (!isRung) {
        const enough = new AbortController();
        const rung = new Promise<void>((resolve) => (wake = resolve));
        await Promise.race([rung, clock.sleep(limitMs, enough.signal)]);
        // With a reason of its own, for making the usual one takes longer than all the rest.
        enough.abort("rung");
      }
      isRung = false;
    },
  };
}
