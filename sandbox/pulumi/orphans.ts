import { readdir, readFile } from "node:fs/promises";
import { startTicksOf } from "../cluster/running";
import { backendUrl } from "./workspace";

const endLimitMs = 5_000;
/** Command lines of what `pulumi` starts: plugins, and Node programs of its SDK. */
const ofPulumi = /pulumi-resource-|pulumi-language-|@pulumi\/pulumi\/cmd\/|\/plugins\/resource-/;

/**
 * Ends the plugins that a killed `pulumi` left running: they do not notice that their engine is gone. Known by the
 * workspace's state in their environment, and by their command line, so a shell of the user's with that environment is safe.
 * Only for the folder of a workspace that no living `pulumi` uses.
 */
export async function endOrphans(folder: string): Promise<void> {
  const mark = `PULUMI_BACKEND_URL=${backendUrl(folder)}\0`;
  const read = (pid: string, file: string) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
  for (const entry of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(entry) || !ofPulumi.test(await read(entry, "cmdline"))) continue;
    if ((await read(entry, "environ")).includes(mark)) await end(Number(entry));
  }
}

async function end(pid: number): Promise<void> {
  const startTicks = startTicksOf(pid);
  if (startTicks === undefined) return;
  process.kill(pid, "SIGKILL");
  const deadlineMs = performance.now() + endLimitMs;
  while (startTicksOf(pid) === startTicks && performance.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
