import { listAll } from "../api/follow";
import { isWorthRetrying, pauseMs } from "../api/retry";
import type { WaitTools } from "../heat-request";
import type { HeatSights } from "./heat-sights";
import type { Pulse } from "./pulse";

interface Listener {
  /** Something broke and is tried again. */
  readonly onFault: (error: unknown) => void;
}

/** Of a heat's time so far, between two readings: the longer the heat, the longer a standstill that matters. */
const READING_SHARE = 0.125;
/** However long the heat: nobody should learn of its end later than that. */
const LONGEST_READING_PAUSE_MS = 35_000;

/** The safety net beside the Job's watch: should that be cut without a sign, the end is still seen. */
export async function readJobNowAndThen(
  tools: WaitTools,
  { sight, onFault, pulse }: Listener & { readonly sight: HeatSights["job"]; readonly pulse: Pulse },
  signal: AbortSignal,
): Promise<void> {
  const { readingMs } = tools.patience;
  const startedMs = tools.clock.nowMs();
  const reading = {
    read: () => pulse.ask(() => listAll(tools, sight, signal)),
    pause: (failures: number) => {
      const share = Math.min((tools.clock.nowMs() - startedMs) * READING_SHARE, LONGEST_READING_PAUSE_MS);
      const restMs =
        failures === 0 ? Math.max(readingMs, share) : Math.min(readingMs, pauseMs(failures, tools.patience));
      return pulse.pause(restMs, signal);
    },
    onFault,
  };
  await reading.pause(0);
  await againAndAgain(reading, signal);
}

const ROLL_CALL_PAUSE_MS = 10_000;
/** Of our time and the server's, that may go into it. */
const ROLL_CALL_SHARE = 0.1;
/** Should events be missing that tell of trouble. */
const PENDING_EVERY = 6;

interface RollCall extends Listener {
  readonly sights: HeatSights;
  /** Whether a pod's trouble was told of since this was asked before. */
  readonly isTrouble: () => boolean;
}

/**
 * Which pods do not begin, and what keeps them, where the watch tells only of those that have ended. On its way from its node to
 * its first container a pod is asked about only where there is trouble: those may be thousands.
 */
export async function callTheRoll(
  tools: WaitTools,
  { sights, isTrouble, onFault }: RollCall,
  signal: AbortSignal,
): Promise<void> {
  const { clock, patience } = tools;
  let calls = 0;
  let isAll = false;
  let tookMs = 0;
  const reading = {
    read: async () => {
      const startedMs = clock.nowMs();
      calls += 1;
      const isDue = isTrouble() || calls % PENDING_EVERY === 0;
      // What was due, and failed, is due still.
      isAll ||= isDue;
      await listAll(tools, isAll ? sights.pending : sights.unplaced, signal);
      isAll = false;
      tookMs = clock.nowMs() - startedMs;
    },
    pause: (failures: number) => {
      const restMs =
        failures > 0 ? pauseMs(failures, patience) : Math.max(ROLL_CALL_PAUSE_MS, tookMs / ROLL_CALL_SHARE);
      return clock.sleep(restMs, signal);
    },
    onFault,
  };
  await againAndAgain(reading, signal);
}

interface Reading extends Listener {
  readonly read: () => Promise<unknown>;
  /** After so many failures in a row. */
  readonly pause: (failures: number) => Promise<void>;
}

/** Until the signal aborts. Rejects with what no trying again will fix. */
async function againAndAgain({ read, pause, onFault }: Reading, signal: AbortSignal): Promise<void> {
  const isOver = () => signal.aborted;
  for (let failures = 0; !isOver();) {
    try {
      await read();
      failures = 0;
    } catch (error) {
      if (isOver()) return;
      failures += 1;
      if (!isWorthRetrying(error, failures, true)) throw error;
      onFault(error);
    }
    await pause(failures);
  }
}
