import { availableParallelism } from "node:os";
import type { GoTool } from "../../sandbox/toolchain/catalogue";
import { releaseAnswers, silentHosts } from "../../sandbox/toolchain/fetch-release";
import { releases } from "../../sandbox/toolchain/releases";

/** How the tools that are not there will come. */
export interface ToolPlan {
  readonly fetched: readonly GoTool[];
  readonly built: readonly GoTool[];
}

/** Asks the hosts of the releases, all at once, for no longer than three seconds. */
export async function planOf(missing: readonly GoTool[]): Promise<ToolPlan> {
  const answers = await Promise.all(missing.map(({ name }) => releaseAnswers(name)));
  return {
    fetched: missing.filter((_, index) => answers[index] === true),
    built: missing.filter((_, index) => answers[index] === false),
  };
}

/** Rather slow for a network, so that the estimate is no promise that a usual one breaks. */
const megabytesPerSecond = 10;

export function fetchSeconds(tool: GoTool): number {
  return Math.ceil(megabytesOf([tool]) / megabytesPerSecond) + 1;
}

/** Wall time of a build on this machine's cores; linking, at the end, keeps only one of them busy. */
export function buildSeconds({ cpuSeconds }: GoTool): number {
  return Math.ceil((cpuSeconds / availableParallelism()) * 1.15);
}

/** Of all builds, in gigabytes: caches that are removed at the end, and what stays. */
const disk = { cacheMax: 8, built: 0.6, fetched: 1 };

/** What a start will bring, for how long and how much disk; nothing if nothing is missing. */
export function announcement({ fetched, built }: ToolPlan): string[] {
  const lines = [];
  const hosts = silentHosts();
  if (hosts.length > 0 && built.length > 0) {
    lines.push(`${hosts.join(", ")}: no answer within 3 s. What they would bring is built instead.`);
  }
  if (fetched.length > 0) lines.push(`To fetch: ${namesOf(fetched)} (${Math.ceil(megabytesOf(fetched))} MB).`);
  const cores = availableParallelism();
  if (built.length > 0) lines.push(`To build: ${namesOf(built)}, on ${cores} ${cores === 1 ? "core" : "cores"}.`);
  if (lines.length === 0) return [];
  const hours = built.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  // The caches grow with what is compiled; all tools together take 1,145 seconds of CPU.
  const meanwhile = Math.max(0.2, (hours / 1_145) * disk.cacheMax) + (fetched.length > 0 ? disk.fetched : 0);
  const afterwards = fetched.length > 0 ? disk.fetched : disk.built;
  return [...lines, `Disk: up to ${meanwhile.toFixed(1)} GB now, ${afterwards.toFixed(1)} GB afterwards.`];
}

function namesOf(tools: readonly GoTool[]): string {
  return tools.map(({ name }) => name).join(", ");
}

/** One archive may hold several tools. */
function megabytesOf(tools: readonly GoTool[]): number {
  const files = tools.flatMap(({ name }) => releases[name] ?? []);
  const byUrl = new Map(files.map(({ url, megabytes }) => [url, megabytes]));
  return [...byUrl.values()].reduce((sum, megabytes) => sum + megabytes, 0);
}
