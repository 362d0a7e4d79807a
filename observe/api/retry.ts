import { faultKind } from "./api-fault";
import type { Clock } from "./clock";

/** Times of the transport, in milliseconds. */
export interface Patience {
  /** Longest wait for one answer: see `limits.ts`. */
  readonly answerMs: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** How long a watch is asked to last; the server ends it then, which is no fault. */
  readonly watchMs: number;
  /** A watch that is silent for longer is not believed any more: it may be cut without either end knowing. */
  readonly silenceMs: number;
  /** A log that is silent for longer, before or between its lines, is not waited for. */
  readonly logSilenceMs: number;
  /** Between two readings of the Job beside its watch, which also tell whether the cluster stands still; more in a long heat. */
  readonly readingMs: number;
  /** Longest time for reading what a small heat leaves behind; a big one is given more. */
  readonly gatherMs: number;
}

export const DEFAULT_PATIENCE: Patience = {
  answerMs: 15_000,
  firstPauseMs: 250,
  longestPauseMs: 10_000,
  watchMs: 290_000,
  silenceMs: 120_000,
  logSilenceMs: 5_000,
  readingMs: 4_000,
  gatherMs: 60_000,
};

/** Failed credential plugins, TLS, and refusals of what was granted before, are tried this often: a restart has such moments. */
const SHAKY_TRIES = 4;

/** Whether trying again may help after `failures` failures in a row. */
export function isWorthRetrying(error: unknown, failures: number, wasGranted: boolean): boolean {
  switch (faultKind(error)) {
    case "transient":
    case "expired":
      return true;
    case "credentials":
    case "tls":
      return failures < SHAKY_TRIES;
    case "unauthorized":
    case "forbidden":
    case "missing":
      return wasGranted && failures < SHAKY_TRIES;
    case "conflict":
    case "rejected":
    case "kubeconfig":
      return false;
  }
}

/** The pause after the n-th failure in a row: doubling, bounded. One client needs no jitter. */
export function pauseMs(failures: number, patience: Patience): number {
  return Math.min(patience.longestPauseMs, patience.firstPauseMs * 2 ** Math.min(failures - 1, 20));
}

interface Persistence {
  readonly signal: AbortSignal;
  readonly onFault?: ((error: unknown) => void) | undefined;
  /** The credentials were good for this before. @default false */
  readonly wasGranted?: boolean;
}

/**
 * Tries until it works, the signal aborts, or trying again is no use; then rejects with the last error. What `wasGranted`
 * before may be refused for a moment.
 */
export async function persist<Outcome>(
  { clock, patience }: { readonly clock: Clock; readonly patience: Patience },
  { signal, onFault, wasGranted = false }: Persistence,
  work: (signal: AbortSignal) => Promise<Outcome>,
): Promise<Outcome> {
  let last: unknown;
  for (let failures = 1; ; failures += 1) {
    try {
      return await work(signal);
    } catch (error) {
      // Being cut off says nothing; what went wrong before it does.
      if (signal.aborted) throw last ?? error;
      if (!isWorthRetrying(error, failures, wasGranted)) throw error;
      last = error;
      onFault?.(error);
      await clock.sleep(pauseMs(failures, patience), signal);
    }
  }
}
