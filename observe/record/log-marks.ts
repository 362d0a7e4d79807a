import { kindOf } from "../../plan/lane-kind";
import type { HeatRequest } from "../heat-request";
import type { HeatState } from "../state/heat-state";
import { secondsFromTo } from "../state/rfc3339";
import type { LogTimes } from "./pod-log";

/** Items that are marked closer together than this, in a pod that worked for a hundred times as long, were not made so. */
const BUFFERED_SECONDS = 0.02;
/** A container writes its first line sooner than this, or its log's beginning is gone when marks are missing too. */
const LATE_FIRST_LINE_SECONDS = 1;

/** What is wrong with the marks of one pod's items; `undefined` if nothing is. */
type Doubt = "empty" | "none" | "too few" | "too many" | "rotated" | "buffered" | "overwritten";

/** What the marks in a heat's logs are worth. */
export interface MarkCheck {
  /** One sentence, with what to set; absent where each pod's marks are as many as its items. */
  readonly remark?: string;
  /** The pods whose marks are no laps. */
  readonly doubtful: ReadonlySet<string>;
}

/** Compares the lines that mark finished items with the items that each pod made. Pure. */
export function checkMarks(request: HeatRequest, state: HeatState, logs: ReadonlyMap<string, LogTimes>): MarkCheck {
  const expected = kindOf(request).mostItemsPerPod(request);
  // The workers of a queue make as many items as they get: only their sum is known.
  const isAsked = request.itemPattern !== "" && request.kind !== "queue";
  if (expected === undefined || !isAsked) return { doubtful: new Set() };
  const read = [...logs];
  const doubts = read.flatMap(([uid, log]) => {
    const doubt = doubtAbout(log, expected, startOf(state, uid, request.container));
    return doubt === undefined ? [] : [{ uid, doubt, found: log.itemsAt.length }];
  });
  const [example] = doubts;
  if (example === undefined) return { doubtful: new Set() };
  const which = read.length === 1 ? "its log" : `the logs of ${doubts.length} of ${read.length} pods`;
  const remark = `No laps from ${which}: ${wordsFor(example.doubt, example.found, expected, request.itemPattern)}`;
  return { remark, doubtful: new Set(doubts.map(({ uid }) => uid)) };
}

function startOf(state: HeatState, uid: string, container: string): string | undefined {
  const started = state
    .eventsAbout(uid)
    .find((event) => event.reason === "Started" && (event.container ?? container) === container);
  return started?.at ?? state.pods.get(uid)?.facts.ended.find((end) => end.container === container)?.startedAt;
}

function doubtAbout(log: LogTimes, expected: number, startedAt: string | undefined): Doubt | undefined {
  const { itemsAt, firstAt, lastAt, isOverwritten = false } = log;
  if (firstAt === undefined) return "empty";
  if (isOverwritten && itemsAt.length < expected) return "overwritten";
  if (itemsAt.length > expected) return "too many";
  const isLate = startedAt !== undefined && secondsFromTo(startedAt, firstAt) > LATE_FIRST_LINE_SECONDS;
  if (itemsAt.length === 0) return "none";
  if (itemsAt.length < expected && isLate) return "rotated";
  if (itemsAt.length < expected) return "too few";
  const [first, last] = [itemsAt[0], itemsAt.at(-1)];
  if (expected < 3 || first === undefined || last === undefined || startedAt === undefined || lastAt === undefined) {
    return undefined;
  }
  const [apart, worked] = [secondsFromTo(first, last), secondsFromTo(startedAt, lastAt)];
  return apart < BUFFERED_SECONDS && worked > 100 * Math.max(apart, BUFFERED_SECONDS / 2) ? "buffered" : undefined;
}

function wordsFor(doubt: Doubt, found: number, expected: number, pattern: string): string {
  const set = `set \`itemPattern\` (now “${pattern}”) to what it writes once for each finished item.`;
  switch (doubt) {
    case "empty":
      return (
        "the program wrote nothing, or the node rotated all of it away; " +
        `for laps, let it write a line for each finished item that “${pattern}” matches.`
      );
    case "none":
      return `0 of ${expected} items are marked, no line matches; ${set}`;
    case "too few":
      return `${linesMark(found)} ${expected} items; ${set}`;
    case "too many":
      return `${found} or more lines mark ${expected} items; ${set}`;
    case "rotated":
      return `${found} of ${expected} items are marked, for the first lines are gone: the node rotated the log; write less.`;
    case "buffered":
      return `all ${expected} marks came at the same moment: the program buffers its output; flush it after each item.`;
    case "overwritten":
      return `${linesMark(found)} ${expected} items, since they end in a carriage return only; end each with a line feed.`;
  }
}

function linesMark(count: number): string {
  return count === 1 ? "1 line marks" : `${count} lines mark`;
}
