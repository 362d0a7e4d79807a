import { within } from "../api/clock";
import { podLog } from "../api/cluster-api";
import type { HeatRequest, WaitTools } from "../heat-request";
import { itemRegExp } from "../record/pod-log";
import type { HeatState } from "../state/heat-state";
import { secondsFromTo, utcInstant } from "../state/rfc3339";
import type { Reason } from "./wait-error";

/** Workers that only say one thing for so long, this often at least, do nothing else. */
const STUCK_SECONDS = 20;
const FEWEST_LINES = 5;
const LOOK_MS = 10_000;
const ANSWER_MS = 5_000;
const FEWEST_TAIL = 60;
/** Of a race of more items it is not looked whether one worker makes more than all of them. */
const MOST_ITEMS = 500;
const BYTES_PER_LINE = 400;

const COMPLAINT = /error|fail|refused|retry|no such|not found|unreachable|timed? ?out|timeout|no responders|empty/i;

/** One line of a log, and when it was written. */
export interface LoggedLine {
  readonly at: string;
  readonly text: string;
}

/** Why the workers of a heat will never empty its queue. */
export interface Stuck {
  readonly reason: Extract<Reason, "QueueUnreached" | "WorkersDoNotEnd" | "NotFromQueue">;
  readonly detail: string;
}

/**
 * The complaint that a log ends with, again and again, but for its numbers; `undefined` if it says anything else or has not
 * said it for long. Pure.
 */
export function repeatedComplaint(lines: readonly LoggedLine[], itemPattern: string): LoggedLine | undefined {
  const last = lines.at(-1);
  if (last === undefined || !COMPLAINT.test(last.text)) return undefined;
  if (itemPattern !== "" && itemRegExp(itemPattern).test(last.text)) return undefined;
  const said = withoutNumbers(last.text);
  const first = lines.findLastIndex(({ text }) => withoutNumbers(text) !== said) + 1;
  const oldest = lines[first];
  if (oldest === undefined || lines.length - first < FEWEST_LINES) return undefined;
  return secondsFromTo(oldest.at, last.at) >= STUCK_SECONDS ? last : undefined;
}

/** How many of these lines mark a finished item. Pure. */
function itemsIn(lines: readonly LoggedLine[], itemPattern: string): number {
  if (itemPattern === "") return 0;
  const pattern = itemRegExp(itemPattern);
  const found = lines.map(({ text }) => pattern.exec(text));
  return found.filter((match) => match !== null && match.groups?.["start"] === undefined).length;
}

/**
 * Looks now and then at what a queue's workers log, and returns once all that run have repeated one complaint for a while,
 * and continue to: kuard's retry for ever where they find no queue. Or once a worker has made more items than the queue
 * had: kuard without the queue's flags makes keys for ever. Resolves with `undefined` when the signal aborts.
 */
export async function untilStuck(
  tools: WaitTools,
  request: HeatRequest,
  state: HeatState,
  signal: AbortSignal,
): Promise<Stuck | undefined> {
  const isOver = () => signal.aborted;
  let before: ReadonlyMap<string, LoggedLine> = new Map();
  for (;;) {
    await tools.clock.sleep(LOOK_MS, signal);
    if (isOver()) return undefined;
    const now = await complaints(tools, request, state, signal);
    if ("reason" in now) return now;
    const [example] = now;
    // A worker that has stopped complaining may have found its queue, and not be done with its first item.
    const goesOn = [...now].every(([pod, { at }]) => (before.get(pod)?.at ?? at) < at);
    if (example && goesOn) return stuckBy(example[0], example[1].text);
    before = now;
  }
}

/** What each running worker repeats; none at all if one of them does not. Or what one of them does that no worker does. */
async function complaints(
  tools: WaitTools,
  request: HeatRequest,
  state: HeatState,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LoggedLine> | Stuck> {
  const found = new Map<string, LoggedLine>();
  for (const { facts, gone } of state.pods.values()) {
    if (gone || facts.phase !== "Running") continue;
    const lines = await tailOf(tools, request, facts.name, signal);
    const made = itemsIn(lines, request.itemPattern);
    if (made > request.items) {
      const detail = `worker ${facts.name} has made ${made} items or more, but ${request.items} were put into the queue`;
      return { reason: "NotFromQueue", detail };
    }
    const said = repeatedComplaint(lines, request.itemPattern);
    if (said === undefined) return new Map();
    found.set(facts.name, said);
  }
  return found;
}

async function tailOf(
  tools: WaitTools,
  { namespace, container, items }: HeatRequest,
  pod: string,
  outer: AbortSignal,
): Promise<LoggedLine[]> {
  // An item may have a line for its start.
  const tail = Math.max(FEWEST_TAIL, items > MOST_ITEMS ? 0 : 2 * (items + 1));
  const lines: LoggedLine[] = [];
  const keep = (line: string) => {
    const space = line.indexOf(" ");
    const at = utcInstant(line.slice(0, Math.max(0, space)));
    const text = line.slice(space + 1).trim();
    if (at !== undefined && text !== "") lines.push({ at, text });
  };
  const log = podLog(namespace, pod, {
    container,
    timestamps: "true",
    tailLines: `${tail}`,
    limitBytes: `${tail * BYTES_PER_LINE}`,
  });
  try {
    await within({ clock: tools.clock, limitMs: ANSWER_MS, signal: outer }, (signal) =>
      tools.api.lines(log, keep, signal),
    );
  } catch {
    // What can't be read now says nothing against the worker.
    return [];
  }
  return lines;
}

function stuckBy(pod: string, text: string): Stuck {
  const reason = /\bempty\b/i.test(text) ? "WorkersDoNotEnd" : "QueueUnreached";
  return { reason, detail: `worker ${pod} and all others that run repeat: ${text}` };
}

function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, "0");
}
