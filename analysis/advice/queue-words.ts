import { kindOf } from "../../plan/lane-kind";
import { speedupOf, type Contender } from "../lane/speedup";
import type { RaceFacts } from "../results/race-facts";
import type { HeatResult, LaneResult } from "../results/results";
import { plain } from "./numbers";

/** What a queue's lane is fairly compared with: equal parts of the same items on as many pods, all at once. */
function staticRival(lane: LaneResult, lanes: readonly LaneResult[]): LaneResult | undefined {
  const rivals = lanes.filter(
    (other) => other.kind !== "queue" && other.parallelism === lane.parallelism && other.n > 0,
  );
  return rivals.find((other) => kindOf(other).waves(other) === 1) ?? rivals[0];
}

/** Whether a queue pays here, one sentence a queue's lane; nothing where there is no static lane to compare it with. */
export function queueWords({ lanes, heats, measure }: Pick<RaceFacts, "lanes" | "heats" | "measure">): string[] {
  return lanes.flatMap((lane) => {
    if (lane.kind !== "queue") return [];
    const rival = staticRival(lane, lanes);
    const speedup = rival && speedupOf([contender(rival, heats), contender(lane, heats)], measure);
    if (!speedup) return [];
    const { value, low, high } = speedup;
    const range = low === undefined || high === undefined ? "" : ` (95 % sure: ${two(low)} to ${two(high)})`;
    const [idle, idleThere] = [lane, rival].map(({ workers }) => workers?.idleTail);
    const tails =
      idle === undefined || idleThere === undefined
        ? ""
        : `; its workers had nothing left to do for ${percent(idle)} of their time, those of ${rival.name} for ${percent(idleThere)}`;
    const pays = low === undefined ? undefined : low > 1 ? true : high !== undefined && high < 1 ? false : undefined;
    const what =
      pays === true
        ? `The queue pays: ${lane.name} was ${two(value)} times as fast as ${rival.name}${range}, the same items in equal parts`
        : pays === false
          ? `The queue does not pay: ${lane.name} was only ${two(value)} times as fast as ${rival.name}${range}, the same items in equal parts`
          : `Whether the queue pays can't be told: ${lane.name} was ${two(value)} times as fast as ${rival.name}${range}, with no detectable gain`;
    return [`${what}${tails}.${limitWords(lane, rival)}`];
  });
}

/** What the tails bound: a perfect queue can win back no more than the static lane's workers were idle. */
function limitWords(lane: LaneResult, rival: LaneResult): string {
  const idle = rival.workers?.idleTail;
  const { items, parallelism } = lane;
  if (idle === undefined || items === undefined || !parallelism) return "";
  const each = plain(items / parallelism);
  return ` With ${each} items a worker no queue could save more than ${percent(idle)} of the makespan of ${rival.name}.`;
}

function contender(lane: LaneResult, heats: readonly HeatResult[]): Contender {
  return { ...lane, heats: heats.filter((heat) => heat.valid && heat.lane === lane.name) };
}

function two(value: number): string {
  return value.toFixed(2);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
