import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { startTicksOf } from "../cluster/running";
import { backendUrl } from "./workspace";

const endLimitMs = 5_000;
/** Command lines of what `pulumi` starts: plugins, and Node programs of its SDK. */
const ofPulumi = /pulumi-resource-|pulumi-language-|@pulumi\/pulumi\/cmd\/|\/plugins\/resource-/;
const engine = /^([^\0]*\/)?pulumi\0/;

/**
 * Ends the plugins that a killed `pulumi` left running: they do not notice that their engine is gone. Known by the
 * workspace's state in their environment, and by their command line, so a shell of the user's with that environment is safe.
 * Only for the folder of a workspace that no living `pulumi` uses; or `withEngine`, which ends that one, too.
 */
export async function endOrphans(folder: string, { withEngine = false } = {}): Promise<void> {
  const mark = `PULUMI_BACKEND_URL=${backendUrl(folder)}\0`;
  const read = (pid: string, file: string) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
  for (const entry of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue;
    const commandLine = await read(entry, "cmdline");
    if (!ofPulumi.test(commandLine) && !(withEngine && engine.test(commandLine))) continue;
    if ((await read(entry, "environ")).includes(mark)) await end(Number(entry));
  }
}

async function end(pid: number): Promise<void> {
  const startTicks = startTicksOf(pid);
  if (startTicks === undefined) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    return; // It has ended by itself.
  }
  const deadlineMs = performance.now() + endLimitMs;
  while (startTicksOf(pid) === startTicks && performance.now() < deadlineMs) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * Ends the plugins of `pulumi` as soon as that has ended, however it ended, and even if this process was killed before: a shell
 * of its own waits for that, once a second, and looks for them as `endOrphans` does. Where the workspace's next `pulumi` runs by
 * then, the plugins may be that one's: its own end clears up.
 */
export function endPluginsWith(pid: number | undefined, folder: string): void {
  if (pid === undefined || process.platform !== "linux") return;
  const mark = `PULUMI_BACKEND_URL=${backendUrl(folder)}`;
  const watch = spawn("sh", ["-c", watchScript, "sh", String(pid), mark], {
    detached: true,
    stdio: "ignore",
    cwd: "/",
  });
  watch.on("error", () => undefined);
  watch.unref();
}

const watchScript = `
while kill -0 "$1" 2>/dev/null; do sleep 1; done
for engine in /proc/[0-9]*; do
  grep -qazE '^(.*/)?pulumi$' "$engine/cmdline" 2>/dev/null || continue
  grep -qazxF "$2" "$engine/environ" 2>/dev/null && exit 0
done
for process in /proc/[0-9]*; do
  grep -qazE 'pulumi-resource-|pulumi-language-|@pulumi/pulumi/cmd/|/plugins/resource-' "$process/cmdline" 2>/dev/null || continue
  grep -qazxF "$2" "$process/environ" 2>/dev/null && kill -KILL "\${process#/proc/}" 2>/dev/null
done
`;
