import { disturbances } from "../../../../observe/record/disturbances";
import { podTimings } from "../../../../observe/record/pod-timing";
import { HeatRecord } from "../../../../observe/state/heat-record";
import type { Fact } from "../../../../observe/state/heat-state";
import { progressText } from "../../../../observe/wait/progress";
import { DEFAULT_GRACES, judge, nextCheckMs } from "../../../../observe/wait/verdict";
import { heatRequest, JOB_UID } from "../../../fake-kubernetes/objects";
import { event, job, pod } from "./facts";

/** The facts of a heat whose pods all start, run and end in waves of `parallelism`: four and four events for each pod. */
export function factsOf(pods: number, parallelism = 500): Fact[] {
  const facts: Fact[] = [job({ completions: pods })];
  let version = 1;
  for (let first = 0; first < pods; first += parallelism) {
    const names = Array.from({ length: Math.min(parallelism, pods - first) }, (_, at) => `parallel-1-${first + at}`);
    const told = (reason: string, subject: string) =>
      event({ name: `${subject}.${reason}`, reason, subject: { name: subject, uid: `uid-of-${subject}` } });
    const waits = "0/1 nodes are available";
    for (const name of names) {
      const created = { name: `job.${name}`, reason: "SuccessfulCreate", message: `Created pod: ${name}` };
      facts.push(event(created), pod({ name, unschedulable: waits }, (version += 1)));
    }
    for (const name of names) facts.push(pod({ name }, (version += 1)), told("Scheduled", name));
    for (const name of names) facts.push(pod({ name, phase: "Running" }, (version += 1)), told("Pulling", name));
    for (const name of names) {
      facts.push(told("Pulled", name), pod({ name, phase: "Succeeded", exitCode: 0 }, (version += 1)));
    }
  }
  facts.push(job({ completions: pods, conditions: ["Complete"] }, version + 1));
  return facts;
}

/** The CPU that the state takes to learn these facts, to be judged and shown after each, and to be made a record of. */
export function stateCpuMs(facts: readonly Fact[]): number {
  const before = process.cpuUsage();
  const record = new HeatRecord({ uid: JOB_UID, startMs: 0, deadlineMs: 600_000 });
  const request = heatRequest();
  facts.forEach((fact, nowMs) => {
    record.learn(fact, nowMs / 1000);
    judge(record, nowMs / 1000, DEFAULT_GRACES);
    nextCheckMs(record, nowMs / 1000, DEFAULT_GRACES);
    progressText(request, record, { elapsedMs: nowMs });
  });
  // As after the end, when everything is read once more.
  for (const fact of facts) record.learn(fact, facts.length);
  disturbances(record);
  podTimings(request, record, new Map());
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
