import { apiFault } from "./api-fault";
import type { Clock } from "./clock";
import { within } from "./clock";
import type { ClusterApi } from "./cluster-api";
import type { Patience } from "./retry";

/**
 * The API with a limit for each request, and the only one that a request has: whoever tries again or reads page by page need
 * not think of it. An answer must come whole within `answerMs`; a watch must end by itself; a log may take as long as it
 * likes, but may not fall silent.
 */
export function limitedApi(api: ClusterApi, clock: Clock, patience: Patience): ClusterApi {
  return {
    call: (request, signal) => within(clock, patience.answerMs, signal, (inner) => api.call(request, inner)),
    lines: (request, onLine, signal) =>
      request.verb === "watch"
        ? within(clock, patience.watchMs + patience.answerMs, signal, (inner) => api.lines(request, onLine, inner))
        : unlessSilent(clock, patience.logSilenceMs, signal, (heard, inner) =>
            api.lines(
              request,
              (line) => {
                heard();
                onLine(line);
              },
              inner,
            ),
          ),
    close: () => {
      api.close();
    },
  };
}

/** The outcome of `work`, or a transient fault if it has not been heard of for `limitMs` or the outer signal aborts first. */
async function unlessSilent<Outcome>(
  clock: Clock,
  limitMs: number,
  outer: AbortSignal,
  work: (heard: () => void, signal: AbortSignal) => Promise<Outcome>,
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
    return await Promise.race([work(heard, inner.signal), silence()]);
  } finally {
    outer.removeEventListener("abort", stop);
    stop();
  }
}
