import { apiFault, faultKind } from "./api-fault";
import type { Clock } from "./clock";
import type { ApiRequest, ClusterApi } from "./cluster-api";
import type { WireList, WireMeta, WireTable } from "./kubernetes-objects";
import { leanLine } from "./lean-line";
import { isWorthRetrying, pauseMs } from "./retry";
import type { Patience } from "./retry";

/** What is followed, and who is told. */
export interface Followed<Item, Kept = Item> {
  readonly list: ApiRequest;
  /** What is wanted of an item of a list. The items of a page are let go of before the next one is read. */
  readonly keep: (item: Item) => Kept | undefined;
  readonly onList: (kept: readonly Kept[], resourceVersion: string) => void;
  readonly onChange: (change: "ADDED" | "MODIFIED" | "DELETED", item: Item) => void;
  readonly onFault: (error: unknown) => void;
  /** Whether a line of the watch may tell something new. What does not is never read. @default each line */
  readonly mayBeNews?: (line: string) => boolean;
}

export interface FollowTools {
  readonly api: ClusterApi;
  readonly clock: Clock;
  readonly patience: Patience;
}

/**
 * Keeps in touch with a collection: lists it, watches it from there, and takes it up again after whatever breaks.
 *
 * Ends only when the signal aborts, or rejects with a fault that no trying again will fix.
 */
export async function follow<Item, Kept>(
  tools: FollowTools,
  followed: Followed<Item, Kept>,
  signal: AbortSignal,
): Promise<void> {
  const { clock, patience } = tools;
  let version: string | undefined;
  let failures = 0;
  let wasGranted = false;
  const isOver = () => signal.aborted;
  while (!isOver()) {
    const startedMs = clock.nowMs();
    try {
      if (version === undefined) {
        version = await listAll(tools, followed, signal);
        // A list that works says little about the watch: what fails in turn with it must not be tried without a pause.
        wasGranted = true;
      }
      version = await watchFrom(tools, followed, version, signal);
      const isEarly = clock.nowMs() - startedMs < patience.firstPauseMs * 4;
      failures = isEarly ? failures + 1 : 0;
    } catch (error) {
      if (isOver()) return;
      if (clock.nowMs() - startedMs > patience.longestPauseMs) failures = 0;
      failures += 1;
      if (!isWorthRetrying(error, failures, wasGranted)) throw error;
      if (faultKind(error) !== "transient") version = undefined;
      followed.onFault(error);
    }
    if (failures > 0) await clock.sleep(pauseMs(failures, patience), signal);
  }
}

const PAGE = "500";

/** One reading of everything, page by page. Returns the version to watch from. */
export async function listAll<Item, Kept>(
  { api }: Pick<FollowTools, "api">,
  followed: Pick<Followed<Item, Kept>, "list" | "keep" | "onList">,
  signal: AbortSignal,
): Promise<string> {
  const kept: Kept[] = [];
  let next: string | undefined;
  let version: string;
  do {
    const query = { ...followed.list.query, limit: PAGE, ...(next !== undefined && { continue: next }) };
    const page = listOf<Item>(await api.call({ ...followed.list, query }, signal));
    kept.push(...(page.items ?? []).map(followed.keep).filter((found) => found !== undefined));
    version = page.metadata?.resourceVersion ?? "";
    next = page.metadata?.continue;
  } while (next !== undefined && next !== "");
  followed.onList(kept, version);
  return version;
}

/** The names in a collection that the server sends as a table, page by page; or as the objects, where it makes none. */
export async function listNames(
  { api }: Pick<FollowTools, "api">,
  list: ApiRequest,
  signal: AbortSignal,
): Promise<string[]> {
  const names: string[] = [];
  let next: string | undefined;
  do {
    const query = { ...list.query, limit: PAGE, ...(next !== undefined && { continue: next }) };
    const page = (await api.call({ ...list, query }, signal)) as WireTable & WireList<{ metadata?: WireMeta }>;
    const column = page.columnDefinitions?.findIndex(({ name }) => name === "Name") ?? -1;
    const inTable = page.rows?.map(({ cells }) => cells?.[column]) ?? [];
    const found = [...inTable, ...(page.items ?? []).map(({ metadata }) => metadata?.name)];
    names.push(...found.map((name) => (typeof name === "string" ? name : "")));
    next = page.metadata?.continue;
  } while (next !== undefined && next !== "");
  return names;
}

function listOf<Item>(answer: unknown): WireList<Item> {
  if (typeof answer !== "object" || answer === null || !("items" in answer)) {
    throw apiFault("transient", "the answer is not a list");
  }
  // An empty list may come as null.
  return { ...answer, items: Array.isArray(answer.items) ? answer.items : [] };
}

/** Watches until the server ends it. Returns the version to continue from; `undefined` asks for a new list. */
async function watchFrom<Item, Kept>(
  { api, clock, patience }: FollowTools,
  followed: Followed<Item, Kept>,
  from: string,
  outer: AbortSignal,
): Promise<string | undefined> {
  let version: string | undefined = from;
  let heardMs = clock.nowMs();
  const onLine = (line: string) => {
    heardMs = clock.nowMs();
    if (line.trim() === "" || outer.aborted || followed.mayBeNews?.(line) === false) return;
    version = tell(followed, line) ?? version;
  };
  const query = {
    ...followed.list.query,
    watch: "true",
    allowWatchBookmarks: "true",
    resourceVersion: from,
    timeoutSeconds: String(Math.ceil(patience.watchMs / 1000)),
  };
  const ending = new AbortController();
  const signal = AbortSignal.any([outer, ending.signal]);
  try {
    const silence = async () => {
      while (!signal.aborted && clock.nowMs() - heardMs < patience.silenceMs) {
        await clock.sleep(patience.silenceMs - (clock.nowMs() - heardMs), signal);
      }
      version = undefined;
    };
    await Promise.race([api.lines({ ...followed.list, verb: "watch", query }, onLine, signal), silence()]);
  } finally {
    ending.abort();
  }
  return version;
}

/** Hands one line of a watch over and returns the version that it brought. */
function tell<Item, Kept>(followed: Followed<Item, Kept>, line: string): string | undefined {
  const { type, object } = watchLine(line);
  const { resourceVersion } = (object as { metadata?: WireMeta }).metadata ?? {};
  if (type === "ADDED" || type === "MODIFIED" || type === "DELETED") followed.onChange(type, object as Item);
  else if (type === "ERROR") {
    const { code, message } = object as { code?: unknown; message?: unknown };
    const words = `the watch ended with ${String(code)}: ${String(message)}`;
    throw apiFault(code === 410 ? "expired" : "transient", words);
  }
  return resourceVersion;
}

function watchLine(line: string): { type: unknown; object: object } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(leanLine(line));
  } catch {
    // A connection that was cut in the middle of a line. What it would have said is read again.
    throw apiFault("expired", "the watch broke off in the middle of a line");
  }
  if (typeof parsed === "object" && parsed !== null && "type" in parsed && "object" in parsed) {
    const { type, object } = parsed;
    if (typeof object === "object" && object !== null) return { type, object };
  }
  throw apiFault("expired", "the watch sent something that is no watch event");
}
