import { readFile, rm } from "node:fs/promises";
import type { SandboxPlaces } from "../places";
import { removeHostTraces } from "./host-traces";
import { findRunning, forgetRunning, startTicksOf } from "./running";
import { supervisorInputFile, type SupervisorInput } from "./supervisor";

const endLimitMs = 10_000;

/** Stops the sandbox and keeps its data: the next `up` continues with the same cluster. Harmless when nothing runs. */
export async function endProcesses(places: SandboxPlaces): Promise<void> {
  const running = await findRunning(places);
  if (running !== undefined) {
    // The outermost process takes everything inside with it: --kill-child, and the end of its process namespace.
    process.kill(running.pid, "SIGKILL");
    await untilEnded(running.pid, running.startTicks);
  }
  await removeHostTraces(await startedPlaces(places));
  await forgetRunning(places);
}

/** Stops the sandbox and removes all that it kept. */
export async function remove(places: SandboxPlaces): Promise<void> {
  await endProcesses(places);
  // What dies with the outermost process may write for a moment more.
  await rm(places.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** What the sandbox was started with: another version of this program may have given it another network. */
async function startedPlaces(places: SandboxPlaces): Promise<SandboxPlaces> {
  const text = await readFile(supervisorInputFile(places), "utf8").catch(() => undefined);
  return text === undefined ? places : (JSON.parse(text) as SupervisorInput).places;
}

async function untilEnded(pid: number, startTicks: number): Promise<void> {
  const deadlineMs = performance.now() + endLimitMs;
  while (startTicksOf(pid) === startTicks) {
    if (performance.now() > deadlineMs)
      throw new Error(`Process ${pid} of the sandbox did not end within ${endLimitMs / 1_000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
