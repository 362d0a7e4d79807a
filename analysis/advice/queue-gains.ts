import { kindOf } from "../../plan/lane-kind";
import { expectedGain } from "../lane/queue-gain";
import { type Contender, speedupOf } from "../lane/speedup";
import type { RaceFacts } from "../results/race-facts";
import type { HeatResult, LaneResult, QueueGain } from "../results/results";
import { lapStretch, sharedCpus } from "../scaling/cpu-cap";

type Facts = Pick<RaceFacts, "lanes" | "heats" | "measure" | "cluster">;

/** What each queue's lane gained over equal parts, measured and expected; none where there is nothing to compare it with. */
export function queueGains(facts: Facts): QueueGain[] {
  const { lanes, heats, measure } = facts;
  const cpus = cpusOf(facts);
  return lanes.flatMap((lane) => {
    const rival = lane.kind === "queue" ? staticRival(lane, lanes) : undefined;
    const measured = rival && speedupOf([contender(rival, heats), contender(lane, heats)], measure);
    if (!measured) return [];
    const expected = expectedGain({ lane, rival }, facts, cpus);
    return [{ lane: lane.name, rival: rival.name, measured, ...(expected && { expected }) }];
  });
}

/** What a queue's lane is fairly compared with: equal parts of the same items on as many pods, all at once. */
function staticRival(lane: LaneResult, lanes: readonly LaneResult[]): LaneResult | undefined {
  const rivals = lanes.filter(
    (other) => other.kind !== "queue" && other.parallelism === lane.parallelism && other.n > 0,
  );
  return rivals.find((other) => kindOf(other).waves(other) === 1) ?? rivals[0];
}

/** The CPUs that the pods share; Infinity where their laps say that they mostly wait for something else. */
function cpusOf(facts: Facts): number {
  const allocatable = facts.cluster?.allocatableCpu;
  return allocatable && lapStretch(facts)?.lengthens !== false ? sharedCpus(allocatable) : Infinity;
}

function contender(lane: LaneResult, heats: readonly HeatResult[]): Contender {
  return { ...lane, heats: heats.filter((heat) => heat.valid && heat.lane === lane.name) };
}
