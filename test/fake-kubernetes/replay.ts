import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HeatRequest } from "../../observe/heat-request";
import type { FakeCluster } from "./fake-cluster";
import type { RecordedStep, Recording } from "./recording";

/** A recording of a real Job, by its file's name in test/fixtures/events. */
export function recording(name: string): Recording {
  const text = readFileSync(join(__dirname, `../fixtures/events/${name}.jsonl`), "utf8");
  const [head, ...steps] = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
  return { ...(head as Omit<Recording, "steps">), steps: steps as RecordedStep[] };
}

/** The request that waits for a recorded Job. */
export function requestFor({ steps }: Recording, more: Partial<HeatRequest> = {}): HeatRequest {
  const job = steps.find(({ resource }) => resource === "jobs")?.object;
  const { name = "", namespace = "", uid = "" } = job?.metadata ?? {};
  const { completions = 1, parallelism = 1 } = job?.spec ?? {};
  return {
    namespace,
    job: name,
    uid,
    stack: "dev",
    lane: "oneshot",
    round: 1,
    run: "1",
    parallelism,
    completions,
    items: completions,
    container: "kuard",
    itemPattern: "Item done",
    timeoutSeconds: 5,
    ...more,
  };
}

/** Does one recorded step to the fake. */
function applyStep(cluster: FakeCluster, { resource, change, object }: RecordedStep): void {
  if (change === "DELETED") cluster.remove(resource, object.metadata?.name ?? "");
  else cluster.put(resource, object);
}

/** Does steps to the fake all at once. */
export function applySteps(cluster: FakeCluster, steps: readonly RecordedStep[]): void {
  for (const step of steps) applyStep(cluster, step);
}

/** Plays a recording, so many times as fast as it was. Resolves at its end; `stop` ends it before. */
export function play(cluster: FakeCluster, recorded: Recording, speed: number): { end: Promise<void>; stop(): void } {
  let isStopped = false;
  for (const [pod, lines] of Object.entries(recorded.logs)) cluster.logs.set(pod, lines);
  const run = async () => {
    let beforeMs = 0;
    for (const step of recorded.steps) {
      const pauseMs = (step.afterMs - beforeMs) / speed;
      if (pauseMs >= 1) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (isStopped) return;
      beforeMs = step.afterMs;
      applyStep(cluster, step);
    }
  };
  return {
    end: run(),
    stop: () => {
      isStopped = true;
    },
  };
}

/** The steps up to the first that the test wants to see. */
export function stepsUntil({ steps }: Recording, isLast: (step: RecordedStep) => boolean): RecordedStep[] {
  const last = steps.findIndex(isLast);
  return last < 0 ? [...steps] : steps.slice(0, last + 1);
}
