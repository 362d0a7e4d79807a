import { interrupted } from "../../commands/run/session";
import { nodeIsReady } from "../../sandbox/cluster/node-ready";
import type { SandboxPlaces } from "../../sandbox/places";
import { shortRace, Stack, type Outcome, type PulumiProcess } from "../e2e/stack";
import { expectedErrors, strike, type FaultName } from "./faults";
import { Sightings } from "./sightings";

/** How one race went. */
export interface RaceRecord {
  readonly fault: FaultName;
  /** Whether the race still ran when the fault was due. */
  readonly struck: boolean;
  /** How the first `pulumi up` ended: `result`, the name of a wait's error, `unreachable` or `stopped`. */
  readonly first: string;
  /** Whether a later `pulumi up` had to, and did, finish the race. */
  readonly recovered: boolean;
  readonly hangs: readonly string[];
  readonly wrong: readonly string[];
  readonly leftovers: readonly string[];
}

/** No command takes longer, unless it hangs: a heat has a minute. */
const commandLimitMs = 240_000;
const settings = { ...shortRace, "job-race:items": 2, "job-race:timeoutSeconds": 60 };
const lanes = shortRace["job-race:lanes"].map(({ name }) => name);
const named = /\b([A-Z]\w+): expected .*, got /;
const unreachable =
  /unreachable|connection refused|ECONNREFUSED|EOF|connection reset|TLS handshake|unexpected error.*server/i;

/** Races once with the fault, recovers as the messages say, compares with kubectl's view, and destroys. */
export async function raceOnce(fault: FaultName, delayMs: number, places: SandboxPlaces): Promise<RaceRecord> {
  const stack = await Stack.make(settings, places);
  const sightings = new Sightings(stack);
  const hangs: string[] = [];
  const wrong: string[] = [];
  const leftovers: string[] = [];
  const run = async (...args: string[]) => await limited(stack.start(...args), args.join(" "), hangs);
  const up = ["up", "--yes", "--skip-preview", "--suppress-outputs"];
  try {
    const over = new AbortController();
    const racing = stack.start(...up);
    const ended = limited(racing, "up", hangs).finally(() => {
      over.abort();
    });
    const struck = await strike(fault, delayMs, { places, stack, up: racing, over: over.signal });
    let outcome = await ended;
    const first = kindOf(outcome, fault);
    if (named.test(outcome.text) && expectedErrors[fault]?.test(first) !== true)
      wrong.push(`${first} after ${fault}:\n${outcome.text}`);
    if (first === "unknown") wrong.push(`an error without a name after ${fault}:\n${outcome.text}`);
    for (let attempt = 0; outcome.exitCode !== 0 && attempt < 2 && hangs.length === 0; attempt += 1) {
      await untilReady(places);
      await run("cancel", "--yes");
      if (outcome.text.includes("pulumi refresh")) await run("refresh", "--yes", "--skip-preview");
      outcome = await run(...up);
    }
    await untilReady(places);
    if (outcome.exitCode === 0) {
      await sightings.look();
      const results = await stack.results();
      wrong.push(...sightings.contradictions(results, lanes));
    } else wrong.push(`not to be recovered:\n${outcome.text}`);
    const destroyed = await run("destroy", "--yes", "--skip-preview");
    if (destroyed.exitCode !== 0) leftovers.push(`destroy failed:\n${destroyed.text}`);
    leftovers.push(...(await left(stack)));
    return { fault, struck, first, recovered: first !== "result" && outcome.exitCode === 0, hangs, wrong, leftovers };
  } finally {
    sightings.stop();
    await stack.forget();
  }
}

/** Waits for a command, within the limit, and not after Ctrl-C. */
async function limited(running: PulumiProcess, what: string, hangs: string[]): Promise<Outcome> {
  const stop = () => running.kill("SIGKILL");
  const timer = setTimeout(() => {
    hangs.push(`pulumi ${what}`);
    stop();
  }, commandLimitMs);
  interrupted.addEventListener("abort", stop);
  const { exitCode, all } = await running;
  clearTimeout(timer);
  interrupted.removeEventListener("abort", stop);
  interrupted.throwIfAborted();
  return { exitCode: exitCode ?? 1, text: all };
}

function kindOf({ exitCode, text }: Outcome, fault: FaultName): string {
  if (exitCode === 0) return "result";
  const name = named.exec(text)?.[1];
  if (name !== undefined) return name;
  if (fault.endsWith("pulumi")) return "stopped";
  return fault === "kill kube-apiserver" && unreachable.test(text) ? "unreachable" : "unknown";
}

async function untilReady(places: SandboxPlaces): Promise<void> {
  for (let attempt = 0; attempt < 300 && !(await nodeIsReady(places, undefined)); attempt += 1) {
    interrupted.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** What is still there of a race that was destroyed. */
async function left(stack: Stack): Promise<string[]> {
  const { text } = await stack.pulumi("stack", "export");
  const state = JSON.parse(text) as { deployment: { resources?: { urn: string; type: string }[] } };
  const kept = (state.deployment.resources ?? []).filter(({ type }) => type !== "pulumi:pulumi:Stack");
  const labelled = ["--all-namespaces", "--selector=app.kubernetes.io/managed-by=job-race", "--output=name"];
  const objects = await stack.kubectl("get", "namespaces,jobs,pods", ...labelled);
  return [...kept.map(({ urn }) => urn), ...objects.split("\n").filter((name) => name !== "")];
}
