import { apiFault } from "./api-fault";

/** Our own time, injected so that tests need not wait. Never compared with the cluster's. */
export interface Clock {
  /** Milliseconds on a clock that never goes back; its zero means nothing. It may stand still while the machine sleeps. */
  readonly nowMs: () => number;
  /** Milliseconds on the clock on the wall, which a sleep does not stop, but somebody may set. */
  readonly wallMs: () => number;
  /** Resolves after that time, or as soon as the signal aborts. Never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export function systemClock(): Clock {
  return {
    nowMs: () => performance.now(),
    wallMs: () => Date.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        let timer: NodeJS.Timeout | undefined = undefined;
        const wake = () => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        timer = setTimeout(wake, Math.max(0, ms));
        signal?.addEventListener("abort", wake);
      }),
  };
}

interface Limit {
  readonly clock: Clock;
  /** Longest time from the beginning, or from the last sign of life that the work passes on. */
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

/**
 * The outcome of `work`, or a transient fault if it takes longer than the limit or the outer signal aborts first. Work that
 * ignores its signal is left behind: its late rejection is handled here, so it can neither hang nor crash us.
 */
export async function within<Outcome>(
  { clock, limitMs, signal: outer }: Limit,
  work: (signal: AbortSignal, heard: () => void) => Promise<Outcome>,
): Promise<Outcome> {
  const inner = new AbortController();
  const stop = () => {
    inner.abort();
  };
  outer.addEventListener("abort", stop);
  if (outer.aborted) stop();
  let heardMs = clock.nowMs();
  const heard = () => {
    heardMs = clock.nowMs();
  };
  const silence = async (): Promise<never> => {
    for (let leftMs = limitMs; leftMs > 0 && !inner.signal.aborted; leftMs = heardMs + limitMs - clock.nowMs()) {
      await clock.sleep(leftMs, inner.signal);
    }
    const limit = `no answer within ${(limitMs / 1000).toFixed(0)} s`;
    throw apiFault("transient", outer.aborted ? "stopped before an answer came" : limit);
  };
  try {
    return await Promise.race([work(inner.signal, heard), silence()]);
  } finally {
    outer.removeEventListener("abort", stop);
    stop();
  }
}
