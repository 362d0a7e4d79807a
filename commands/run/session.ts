import { mkdir } from "node:fs/promises";
import { ExecaError } from "execa";
import { check, lock } from "proper-lockfile";
import { sentence } from "../live/show";
import { Unmet } from "../../sandbox/toolchain/requirements";

/** Thrown where a command ends early because of Ctrl-C; its message says how to continue. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

const interruption = new AbortController();

/** Aborted by Ctrl-C. */
export const interrupted: AbortSignal = interruption.signal;

/**
 * Runs a command's body: prints an error as the sentence it is, exits with 1, or 130 after Ctrl-C. Child processes get Ctrl-C from
 * the terminal themselves; this process waits for them.
 */
export async function main(body: () => Promise<void>): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      interruption.abort();
    });
  }
  try {
    await body();
  } catch (error) {
    process.exitCode = interrupted.aborted ? 130 : 1;
    console.error(`\n${sentence(explain(error), process.stderr)}`);
    // What still runs beside, such as a download, ends with it.
    interruption.abort();
  }
}

function explain(error: unknown): string {
  if (error instanceof Interrupted) return error.message;
  if (interrupted.aborted)
    return "Stopped. Run the same command again to continue, or `npm stop` to remove everything.";
  if (error instanceof Unmet) return error.message;
  if (error instanceof ExecaError) return [error.shortMessage, error.stderr].filter(Boolean).join("\n");
  return error instanceof Error ? error.message : String(error);
}

/** A killed command lets go after `stale`; the next one waits that long. */
const lockTerms = {
  stale: 10_000,
  retries: { retries: 24, factor: 1, minTimeout: 500 },
  onCompromised: () => undefined,
};

/** Keeps two commands from acting on the same sandbox or stack at once; the second ends with a clear sentence. */
export async function exclusively<T>(folder: string, body: () => Promise<T>): Promise<T> {
  const release = await hold(folder);
  try {
    return await body();
  } finally {
    await release();
  }
}

/** As `exclusively`, until the function that it gives is called. */
export async function hold(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const release = await lock(folder, { ...lockTerms, lockfilePath: lockFileOf(folder) }).catch((cause: unknown) => {
    throw new Unmet("Another job-race command is at work here: wait for it to end, then run this one again.", {
      cause,
    });
  });
  return () => release().catch(() => undefined);
}

/** Whether a living command acts on this sandbox or stack. */
export function isHeld(folder: string): Promise<boolean> {
  return check(folder, { realpath: false, stale: lockTerms.stale, lockfilePath: lockFileOf(folder) });
}

export function lockFileOf(folder: string): string {
  return `${folder}.lock`;
}
