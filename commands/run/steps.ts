import { Listr, PRESET_TIMER } from "listr2";
import type { Say } from "../../sandbox/toolchain/build";
import { Pace } from "./pace";
import { interrupted } from "./session";

/** One thing that a command does before it can begin. */
export interface Step {
  readonly title: string;
  /** Usual wall time on a machine with as many cores, in seconds. */
  readonly usualSeconds: number;
  /** It only downloads. */
  readonly isFetched?: boolean;
  readonly run: (say: Say) => Promise<string | undefined>;
}

const quietMs = 30_000;
/** A terminal of 80 columns, less what the list puts before a line and behind it. */
const lineLength = 68;

/** Runs the steps in order. Each shows what it does, for about how long, and how long is left of all. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  const pace = new Pace(steps.map(({ usualSeconds }) => usualSeconds));
  const list = new Listr(
    steps.map((step, index) => ({
      title: `${step.title} (${pace.forecast(index)})`,
      task: async (_context: unknown, task: { title: string; output: string }) => {
        // What Ctrl-C ended may look like something that is not available.
        interrupted.throwIfAborted();
        task.title = `${step.title} (${pace.forecast(index)})`;
        const show: Say = (line, always) => (task.output = always === undefined ? fitted(line) : line);
        const startedMs = performance.now();
        task.title = (await step.run(process.stdout.isTTY ? show : seldom(show)).catch(unlessStopped)) ?? step.title;
        pace.took(index, (performance.now() - startedMs) / 1_000);
      },
    })),
    {
      exitOnError: true,
      registerSignalListeners: false,
      renderer: "default",
      fallbackRenderer: "simple",
      rendererOptions: { timer: PRESET_TIMER, collapseErrors: false, showErrorMessage: false },
      fallbackRendererOptions: { timer: PRESET_TIMER },
    },
  );
  await list.run();
}

/** The end of a long line tells more than its beginning: a package's own name. */
export function fitted(line: string): string {
  if (line.length <= lineLength) return line;
  const head = 24;
  return `${line.slice(0, head)}…${line.slice(line.length - (lineLength - head - 1))}`;
}

/** What a step that Ctrl-C ended has to say of it is no fault to look into. */
function unlessStopped(error: unknown): never {
  throw interrupted.aborted ? new Error("stopped") : error;
}

/** In a log, where lines stay, one line in 30 s is enough of a sign of life. */
function seldom(say: Say): Say {
  let lastMs = performance.now();
  return (line, always) => {
    if (always === undefined && performance.now() - lastMs < quietMs) return;
    lastMs = performance.now();
    say(line, always);
  };
}
