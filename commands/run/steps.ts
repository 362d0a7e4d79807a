import { Listr, PRESET_TIMER } from "listr2";
import type { Say } from "../../sandbox/toolchain/build";
import { interrupted } from "./session";

/** One thing that a command does before it can begin. */
export interface Step {
  readonly title: string;
  /** Usual wall time on two cores, in seconds. */
  readonly usualSeconds: number;
  readonly run: (say: Say) => Promise<string | undefined>;
}

const quietMs = 30_000;

/** Runs the steps in order; each shows what it does, how long it usually takes and how long it took. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  const list = new Listr(
    steps.map((step) => ({
      title: `${step.title} (usually ${inWords(step.usualSeconds)})`,
      task: async (_context: unknown, task: { title: string; output: string }) => {
        // What Ctrl-C ended may look like something that is not available.
        interrupted.throwIfAborted();
        const say = process.stdout.isTTY
          ? (line: string) => (task.output = line)
          : seldom((line) => (task.output = line));
        task.title = (await step.run(say)) ?? step.title;
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

/** In a log, where lines stay, one line in 30 s is enough of a sign of life. */
function seldom(say: Say): Say {
  let lastMs = performance.now();
  return (line) => {
    if (performance.now() - lastMs < quietMs) return;
    lastMs = performance.now();
    say(line);
  };
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
