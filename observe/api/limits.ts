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
    call: (request, signal) =>
      within({ clock, limitMs: patience.answerMs, signal }, (inner) => api.call(request, inner)),
    lines: (request, onLine, signal) =>
      request.verb === "watch"
        ? within({ clock, limitMs: patience.watchMs + patience.answerMs, signal }, (inner) =>
            api.lines(request, onLine, inner),
          )
        : within({ clock, limitMs: patience.logSilenceMs, signal }, (inner, heard) =>
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
