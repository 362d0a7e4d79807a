import type { EngineEvent } from "@pulumi/pulumi/automation";

/** A heat as the person at the terminal sees it. */
export interface BoardHeat {
  /** As its resources are called, such as `parallel-r1`. */
  readonly name: string;
  readonly lane: string;
  /** 0 for the warm-up. */
  readonly round: number;
  /** `kept`: recorded by an earlier update. */
  readonly state: "waiting" | "running" | "done" | "kept" | "failed";
  /** When its Job's creation began, and when its record was there: by our own monotonic clock. */
  readonly startedMs?: number;
  readonly endedMs?: number;
  /** Pods that have succeeded, of how many. */
  readonly pods?: { readonly done: number; readonly of: number };
  /** Kubernetes' Duration, once it is known. */
  readonly durationSeconds?: number;
}

/** How a race stands. */
export interface Board {
  /** In the order of running. */
  readonly heats: readonly BoardHeat[];
  readonly startedMs: number;
  /** The engine's warnings and errors, each with the resource that it is about. */
  readonly messages: readonly string[];
}

/** A race before its first heat. */
export function newBoard(heats: readonly Pick<BoardHeat, "name" | "lane" | "round">[], startedMs: number): Board {
  return {
    heats: heats.map(({ name, lane, round }) => ({ name, lane, round, state: "waiting" })),
    startedMs,
    messages: [],
  };
}

const JOB = "kubernetes:batch/v1:Job";
const TIMING = "pulumi-nodejs:dynamic:JobTiming";
const creates = ["create", "create-replacement"];

/** How the race stands after one more of the engine's events. */
export function withEvent(board: Board, event: EngineEvent, nowMs: number): Board {
  const { resourcePreEvent: before, resOutputsEvent: after, resOpFailedEvent: failed, diagnosticEvent: said } = event;
  if (said) return withMessage(board, said);
  const { urn, type, op } = (before ?? after ?? failed)?.metadata ?? { urn: "", type: "", op: "" };
  if (type !== JOB && type !== TIMING) return board;
  const change = (news: Partial<BoardHeat>) => changed(board, heatOf(urn), news);
  if (failed) return change({ state: "failed", endedMs: nowMs });
  if (type === JOB) return before && creates.includes(op) ? change({ state: "running", startedMs: nowMs }) : board;
  if (op === "same" || op === "update") return change({ state: "kept" });
  return after && creates.includes(op) ? change({ state: "done", endedMs: nowMs }) : board;
}

/** Not `info`, nor `debug`, of which an event log is full. */
const shown = ["warning", "error", "info#err"];

function withMessage(board: Board, said: NonNullable<EngineEvent["diagnosticEvent"]>): Board {
  const { urn = "", severity, ephemeral } = said;
  const text = plain(said.message);
  if (ephemeral === true) {
    const [, done, of] = /(\d+)\/(\d+), /.exec(text) ?? [];
    const [, seconds] = /done in (\d+) s/.exec(text) ?? [];
    return changed(board, heatOf(urn), {
      ...(done !== undefined && { pods: { done: Number(done), of: Number(of) } }),
      ...(seconds !== undefined && { durationSeconds: Number(seconds) }),
    });
  }
  if (!shown.includes(severity) || text === "") return board;
  const name = urn.split("::").at(-1) ?? "";
  const isOurs = urn.includes("::pulumi:pulumi:Stack::") || name === "";
  const message = isOurs ? text : `${name}: ${text}`;
  return board.messages.includes(message) ? board : { ...board, messages: [...board.messages, message] };
}

/** Without the engine's marks for colours. */
function plain(text: string): string {
  return text.replace(/<\{%[^%]*%\}>/g, "").trim();
}

/** `parallel-r1` of the URN of that Job, or of its timing. */
function heatOf(urn: string): string {
  return (urn.split("::").at(-1) ?? "").replace(/-timing$/, "");
}

function changed(board: Board, name: string, news: Partial<BoardHeat>): Board {
  return { ...board, heats: board.heats.map((heat) => (heat.name === name ? { ...heat, ...news } : heat)) };
}
