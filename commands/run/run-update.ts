import { rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { JUDGED_BY_COMMAND } from "../../plan/fail-if";
import { projectRoot } from "../../sandbox/places";
import { endOrphans, endPluginsWith } from "../../sandbox/pulumi/orphans";
import type { Workspace } from "../../sandbox/pulumi/workspace";
import { newBoard, withEvent, type BoardHeat } from "../live/board";
import { followEvents } from "../live/follow-events";
import { liveView, type LiveView } from "../live/show";
import { interrupted } from "./session";

/** How long a `pulumi` that was told to end at once may take for it. */
const LAST_GRACE_MS = 5_000;

export interface Update {
  /** The heats that the settings ask for, in the order of running; none where the settings have mistakes. */
  readonly heats: readonly Pick<BoardHeat, "name" | "lane" | "round">[];
  /** Ends the update at once: its cluster is gone. */
  readonly gone?: AbortSignal;
}

/**
 * Runs `pulumi up` in the workspace, shows the race while it runs, and gives Pulumi's exit code. Pulumi is in a process
 * group of its own, so Ctrl-C reaches only us: the first lets the running heat end, a second one ends it at once.
 */
export async function runUpdate(workspace: Workspace, { heats, gone }: Update): Promise<number> {
  const log = join(workspace.folder, "tmp", "events.jsonl");
  await rm(log, { force: true });
  const child = startPulumi(workspace, log);
  endPluginsWith(child.pid, workspace.folder);
  const view = liveView();
  let isOver = false;
  const ended = child.finally(() => (isOver = true));
  const letGo = onSignals(child, view, gone);
  let board = newBoard(heats, performance.now());
  try {
    for await (const event of followEvents(log, () => isOver)) {
      board = withEvent(board, event, performance.now());
      if (heats.length > 0) view.show(board);
    }
  } finally {
    view.end();
    letGo();
    await rm(log, { force: true });
  }
  const { exitCode, all } = await ended;
  // One that ended at once has left its plugins running.
  if (exitCode !== 0) await endOrphans(workspace.folder);
  for (const message of board.messages) view.say(`\n${message}`);
  // What fails before the engine runs is in no event.
  if (exitCode !== 0 && board.messages.length === 0) view.say(`\n${all.trim()}`);
  return exitCode ?? 1;
}

function startPulumi(workspace: Workspace, log: string) {
  const options = ["--yes", "--skip-preview", "--suppress-outputs", "--suppress-permalink=true"];
  return execa("pulumi", ["up", ...options, "--non-interactive", "--color=never", "--event-log", log], {
    cwd: projectRoot,
    // The event log is an option for developers of tools; Pulumi's own Automation API lives by it.
    env: { ...workspace.env, PULUMI_DEBUG_COMMANDS: "true", [JUDGED_BY_COMMAND]: "true" },
    stdin: "ignore",
    all: true,
    reject: false,
    detached: true,
    cleanup: false,
  });
}

/** Passes Ctrl-C on. Gives what stops that. */
function onSignals(child: ReturnType<typeof startPulumi>, view: LiveView, gone?: AbortSignal): () => void {
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const kill = () => {
    // The group: Pulumi, its plugins and the program.
    if (child.pid !== undefined && child.nodeChildProcess.exitCode === null) process.kill(-child.pid, "SIGKILL");
  };
  const stop = () => {
    count += 1;
    if (count === 1)
      view.say("\nEnding after the heat that runs; all that is measured is kept. Ctrl-C again: at once.\n");
    else timer ??= setTimeout(kill, LAST_GRACE_MS);
    child.kill("SIGINT");
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, stop);
  gone?.addEventListener("abort", kill);
  if (interrupted.aborted) stop();
  return () => {
    clearTimeout(timer);
    for (const signal of signals) process.off(signal, stop);
    gone?.removeEventListener("abort", kill);
  };
}
