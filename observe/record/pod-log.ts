import { kindOf } from "../../plan/lane-kind";
import { faultKind } from "../api/api-fault";
import { podLog } from "../api/cluster-api";
import type { HeatRequest, WaitTools } from "../heat-request";
import { utcInstant } from "../state/rfc3339";

/** What a pod's log tells of its times (ns). */
export interface LogTimes {
  readonly firstAt?: string;
  readonly lastAt?: string;
  readonly itemsAt: readonly string[];
  /** When items were begun, where the pattern has a group named `start` that marks such lines. */
  readonly startsAt?: readonly string[];
  /** The names of these items, where the pattern has a group named `item`. */
  readonly items?: readonly string[];
  /** Of a worker that was restarted: what it did before can't be read any more. */
  readonly isPartial?: boolean;
  /** A line that marks an item may continue behind a carriage return: a terminal would show several one over the other. */
  readonly isOverwritten?: boolean;
}

/**
 * A pattern that matches far more lines than a pod makes items does not mark items. What it matches is cut here, so that
 * a chatty log cannot swell the stack's state; the pod then has more instants than items, which tells.
 */
const MOST_PER_ITEM = 2;

/** Longer lines are matched by their beginning. */
const LONGEST_LINE = 20_000;

/** `2026-01-01T00:00:00`. */
const WHOLE_SECOND = 19;

export interface LogAsking {
  readonly tools: WaitTools;
  readonly request: HeatRequest;
  readonly signal: AbortSignal;
  /** Told of each second in which the pod wrote, as `2026-01-01T00:00:00`. */
  readonly onSecond?: (second: string) => void;
}

/**
 * Reads a whole log as a stream and keeps only instants, so that a big log costs no memory. The time stamps are the
 * kubelet's, made when the line was written.
 */
export async function readLogTimes(
  { tools, request, signal, onSecond }: LogAsking,
  pod: string,
  query: { readonly previous?: "true" } = {},
): Promise<LogTimes> {
  const { namespace, container, itemPattern, items } = request;
  const pattern = itemPattern === "" ? undefined : itemRegExp(itemPattern);
  const most = MOST_PER_ITEM * (kindOf(request).mostItemsPerPod(request) ?? items);
  const itemsAt: string[] = [];
  const startsAt: string[] = [];
  const names: string[] = [];
  let firstAt: string | undefined;
  /** Of the last line, as it was written. */
  let lastStamp: string | undefined;
  let second = "";
  let overwritten = 0;
  const onLine = (line: string) => {
    const space = line.indexOf(" ");
    const stamp = space < 0 ? line : line.slice(0, space);
    // A chatty program writes thousands of lines a second: of most, nothing is kept that the one before did not tell.
    if (second === "" || !stamp.startsWith(second) || !stamp.endsWith("Z")) {
      const at = utcInstant(stamp);
      // What has no time stamp is not the workload's: the kubelet appends complaints of its own.
      if (at === undefined) return;
      firstAt ??= at;
      second = detached(stamp.slice(0, WHOLE_SECOND));
      onSecond?.(at.slice(0, WHOLE_SECOND));
    }
    lastStamp = stamp;
    const found = itemsAt.length < most ? pattern?.exec(line.slice(space + 1, space + 1 + LONGEST_LINE)) : null;
    const at = found ? utcInstant(stamp) : undefined;
    if (!found || at === undefined) return;
    if (found.groups?.["start"] !== undefined) {
      if (startsAt.length < most) startsAt.push(at);
      return;
    }
    itemsAt.push(at);
    if (/\r[^\r\n]/.test(found.input)) overwritten += 1;
    const name = found.groups?.["item"];
    if (name !== undefined && request.kind === "queue") names.push(detached(name));
  };
  await tools.api.lines(podLog(namespace, pod, { ...query, container, timestamps: "true" }), onLine, signal);
  const named = names.length > 0 && { items: names };
  const lastAt = utcInstant(lastStamp);
  return {
    itemsAt,
    ...(startsAt.length > 0 && { startsAt }),
    ...(overwritten > 0 && { isOverwritten: true }),
    ...named,
    ...(firstAt !== undefined && { firstAt }),
    ...(lastAt !== undefined && { lastAt }),
  };
}

/** A copy: a part of a line holds all that came with it in memory. */
function detached(text: string): string {
  return Buffer.from(text).toString();
}

/**
 * A worker that was restarted did items before: its earlier logs come first. They are those that were kept while it ran, or
 * the last one that Kubernetes still has. Only a queue's items can be told apart so; a split's pod starts its own again.
 */
export async function readWorkerTimes(
  asking: LogAsking,
  { name, restarts }: { readonly name: string; readonly restarts: number },
  kept: readonly LogTimes[] = [],
): Promise<LogTimes> {
  const last = await readLogTimes(asking, name);
  if (asking.request.kind !== "queue" || restarts === 0) return last;
  const before = kept.length > 0 ? kept : await previousTimes(asking, name);
  const runs = [...before, last];
  const all = (read: (run: LogTimes) => readonly string[] | undefined) => runs.flatMap((run) => read(run) ?? []);
  const [items, startsAt] = [all((run) => run.items), all((run) => run.startsAt)];
  const firstAt = runs.find((run) => run.firstAt !== undefined)?.firstAt;
  return {
    ...last,
    ...(firstAt !== undefined && { firstAt }),
    itemsAt: all((run) => run.itemsAt),
    ...(startsAt.length > 0 && { startsAt }),
    ...(items.length > 0 && { items }),
    ...(before.length < restarts && { isPartial: true }),
  };
}

/** A kubelet that has removed the log of an ended container says so in its stead, without an error. */
export function isThere({ firstAt }: LogTimes): boolean {
  return firstAt !== undefined;
}

async function previousTimes(asking: LogAsking, pod: string): Promise<LogTimes[]> {
  try {
    const before = await readLogTimes(asking, pod, { previous: "true" });
    return isThere(before) ? [before] : [];
  } catch (error) {
    // A kubelet keeps one ended container of a pod: that of the last run, once it has ended too.
    if (["missing", "rejected"].includes(faultKind(error))) return [];
    throw error;
  }
}

/** With Unicode's classes where the pattern is valid so. The lenient syntax also takes a bare brace, as JSON logs have. */
export function itemRegExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}

const SHOWN_LINES = 10;
/** Programs print how they are used after what was wrong with it. */
const USAGE_LINES = 60;
const MISUSE = /not defined:|unknown (flag|option)|unrecognized option/i;

/** The last lines of a pod's log, for people; before them an earlier one that says what flag the program does not know. */
export async function readLogTail(
  { tools, request, signal }: LogAsking,
  pod: string,
  query: { readonly container: string; readonly previous: boolean },
): Promise<string[]> {
  const lines: string[] = [];
  const asked = {
    container: query.container,
    previous: String(query.previous),
    tailLines: `${USAGE_LINES}`,
    limitBytes: "20000",
  };
  await tools.api.lines(podLog(request.namespace, pod, asked), (line) => lines.push(line.slice(0, 300)), signal);
  const written = lines.filter((line) => line.trim() !== "");
  const misuse = written.slice(0, -SHOWN_LINES).findLast((line) => MISUSE.test(line));
  return [...(misuse === undefined ? [] : [misuse, "…"]), ...written.slice(-SHOWN_LINES)];
}
