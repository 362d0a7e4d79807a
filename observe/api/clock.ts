import { apiFault } from "./api-fault";

/** Our own time, injected so that tests need not wait. Never compared with the cluster's. */
export interface Clock {
  /** Milliseconds on a clock that never goes back; its zero means nothing. */
  readonly nowMs: () => number;
  /** Resolves after that time, or as soon as the signal aborts. Never rejects. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export function systemClock(): Clock {
  return {
    nowMs: () => performance.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        // Declared before `wake`: Pulumi's serialiser takes a later name for one of the outside.
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

/**
 * The outcome of `work`, or a transient fault if it takes longer than `limitMs` or the outer signal aborts first. Work
 * that ignores its signal is left behind: its late rejection is handled here, so it can neither hang nor crash us.
 */
export async function within<Outcome>(
  clock: Clock,
  limitMs: number,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<Outcome>,
): Promise<Outcome> {
  const inner = new AbortController();
  const stop = () => {
    inner.abort();
  };
  outer.addEventListener("abort", stop);
  if (outer.aborted) stop();
  const expiry = clock.sleep(limitMs, inner.signal).then(() => {
    const limit = `within ${(limitMs / 1000).toFixed(0)} s`;
    throw apiFault("transient", outer.aborted ? "stopped before an answer came" : `no answer ${limit}`);
  });
  try {
    return await Promise.race([work(inner.signal), expiry]);
  } finally {
    outer.removeEventListener("abort", stop);
    stop();
  }
}
