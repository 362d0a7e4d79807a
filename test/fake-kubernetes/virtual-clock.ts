import type { Clock } from "../../observe/api/clock";

export interface VirtualClock extends Clock {
  /** Runs `work` while time passes only as fast as somebody sleeps; rejects if all wait for something that never comes. */
  run<Outcome>(work: () => Promise<Outcome>): Promise<Outcome>;
}

interface Sleeper {
  readonly dueMs: number;
  readonly order: number;
  readonly wake: () => void;
}

/** Ten minutes pass in a moment, and always in the same order. */
export function virtualClock(): VirtualClock {
  let now = 0;
  let order = 0;
  const sleepers = new Set<Sleeper>();
  const sleep: Clock["sleep"] = (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const wake = () => {
        sleepers.delete(sleeper);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper: Sleeper = { dueMs: now + Math.max(0, ms), order: (order += 1), wake };
      sleepers.add(sleeper);
      signal?.addEventListener("abort", wake);
    });
  return {
    nowMs: () => now,
    wallMs: () => now,
    sleep,
    run: async (work) => {
      const running = new Set(["work"]);
      const outcome = work().finally(() => {
        running.clear();
      });
      // Whoever asks for the outcome below is told of a rejection; until then it is not unhandled.
      outcome.catch(() => undefined);
      for (;;) {
        await settled();
        if (running.size === 0) return outcome;
        const next = earliest(sleepers);
        if (!next) throw new Error("Expected somebody to sleep or to end, but all wait for ever.");
        now = Math.max(now, next.dueMs);
        next.wake();
      }
    },
  };
}

/** Resolves when all promises that can settle have settled. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function earliest(sleepers: ReadonlySet<Sleeper>): Sleeper | undefined {
  let found: Sleeper | undefined;
  for (const sleeper of sleepers) {
    const isEarlier =
      !found || sleeper.dueMs < found.dueMs || (sleeper.dueMs === found.dueMs && sleeper.order < found.order);
    if (isEarlier) found = sleeper;
  }
  return found;
}
