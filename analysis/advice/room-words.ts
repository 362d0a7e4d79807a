import { fitByRequests, mostAtOnce, requestedOf, seenToFit } from "../scaling/cpu-cap";
import type { RaceFacts } from "../results/race-facts";
import type { LaneResult } from "../results/results";
import { medianOf } from "./deadline";
import { listed, plain } from "./numbers";

type Facts = Pick<RaceFacts, "cluster" | "heats" | "lanes" | "measure">;

const GIB = 2 ** 30;

/**
 * How many pods fit at once, where lanes ask for more: the answer to "how much parallelism" that no further parallelism
 * changes. From what was seen, from what the pods request, or from both; then what the lanes beyond it took.
 */
export function roomWords(facts: Facts): string[] {
  const most = mostAtOnce(facts);
  const beyond = facts.lanes.filter(({ parallelism = 0 }) => parallelism > most);
  if (beyond.length === 0) return [];
  const pods = most === 1 ? "1 pod fits" : `${most} pods fit`;
  return [
    `At most ${pods} at once here: ${whyText(facts)}.${timesText(beyond, facts, most)} ` +
      "To run more at once, lower the pods' requests or add a node.",
  ];
}

function whyText(facts: Facts): string {
  const seen = seenToFit(facts);
  if (seen === undefined) return requestText(facts);
  const lanes = facts.lanes.filter(({ fitAtOnce }) => fitAtOnce !== undefined).map(({ name }) => name);
  const ran = `no more ran at any time of ${listed(lanes)}`;
  const requested = fitByRequests(facts);
  if (requested === undefined) return ran;
  if (requested <= seen) return `${ran}, and ${requestText(facts)}`;
  return `${ran}, although ${requested} would by their requests: other pods have the rest of the room`;
}

/** What one pod requests of what the nodes have, of the scarcer of the two. */
function requestText(facts: Facts): string {
  const { cpu = 0, memoryBytes = 0 } = requestedOf(facts) ?? {};
  const { allocatableCpu = 0, allocatableMemoryBytes = 0, nodes = 1 } = facts.cluster ?? {};
  const where = nodes > 1 ? ` on ${nodes} nodes` : "";
  const isMemoryScarcer = allocatableMemoryBytes > 0 && memoryBytes / allocatableMemoryBytes > cpu / allocatableCpu;
  const share = isMemoryScarcer
    ? `${plain(memoryBytes / GIB)} GiB of the ${plain(allocatableMemoryBytes / GIB)} GiB of allocatable memory`
    : `${plain(cpu)} of the ${plain(allocatableCpu)} allocatable CPUs`;
  return `each pod requests ${share}${where}`;
}

/** ` With 2 at a time, p3 took 9.2 s and p4 9.3 s.` */
function timesText(beyond: readonly LaneResult[], { measure }: Facts, most: number): string {
  const times = beyond.flatMap((lane) => {
    const seconds = medianOf(lane, measure);
    return seconds === undefined ? [] : [{ name: lane.name, seconds }];
  });
  const took = times.map(({ name, seconds }, index) => `${name} ${index === 0 ? "took " : ""}${plain(seconds)} s`);
  return times.length === 0 ? "" : ` With ${most} at a time, ${listed(took)}.`;
}
