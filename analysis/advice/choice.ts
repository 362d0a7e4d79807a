import { alike, meanOf, type Misses, smallest } from "../lane/alike";
import type { RaceFacts } from "../results/race-facts";
import type { LaneResult } from "../results/results";
import { mostAtOnce } from "../scaling/cpu-cap";
import type { Cost, Recommendation, Scaling } from "../results/scaling-results";

export interface ChoiceFacts extends RaceFacts {
  readonly scaling?: Scaling;
  readonly cost?: Cost;
}

/** What is recommended, and what could as well be the best. */
export interface Choice extends Pick<Recommendation, "lane" | "parallelism"> {
  /** The best by its mean and the lanes that can't be told from it, in the race's order. */
  readonly alike: readonly LaneResult[];
  readonly by: "time" | "cost";
}

/**
 * With a deadline the cheapest lane that meets it, else the fastest: of all that can't be told from it, the one with the
 * smallest parallelism. In a sweep the chosen model may find a smaller one that is within 5 % of the best.
 */
export function choiceOf(facts: ChoiceFacts): Choice {
  return withinRoom(bestChoice(facts), facts);
}

function bestChoice(facts: ChoiceFacts): Choice {
  const { lanes, cost, scaling, settings } = facts;
  const byCost = settings.deadlineSeconds !== undefined && cost?.cheapest !== undefined;
  const names = byCost ? [cost.cheapest, ...(cost.alike ?? [])] : fastestLanes(facts);
  const best = lanes.filter(({ name }) => names.includes(name));
  const chosen = smallest(best.map((lane) => ({ ...lane, heats: [], mean: 0 })));
  const choice = { alike: best, by: byCost ? ("cost" as const) : ("time" as const) };
  if (!chosen) return choice;
  const { name: lane, parallelism } = chosen;
  const swept = scaling?.points.some((point) => point.lane === lane) ?? false;
  if (scaling && swept && settings.deadlineSeconds === undefined && parallelism !== undefined) {
    const enough = scaling.chosen === undefined ? Infinity : scaling.enoughParallelism;
    if (enough < parallelism) {
      const raced = scaling.points.find((point) => point.parallelism === enough)?.lane;
      return { ...choice, parallelism: enough, ...(raced !== undefined && { lane: raced }) };
    }
  }
  return { ...choice, lane, ...(parallelism !== undefined && { parallelism }) };
}

/** No more at once than fit; the lane then is the one that was raced with as many, if any was. */
function withinRoom(choice: Choice, facts: ChoiceFacts): Choice {
  const most = mostAtOnce(facts);
  if (choice.parallelism === undefined || choice.parallelism <= most) return choice;
  const chosen = facts.lanes.find(({ name }) => name === choice.lane);
  const raced = facts.lanes.find(
    ({ parallelism, completions }) => parallelism === most && completions === chosen?.completions,
  );
  const { alike, by } = choice;
  return { alike, by, parallelism: most, ...(raced && { lane: raced.name }) };
}

/** By the mean of the compared time, of the lanes that are not too late; the fastest first. */
function fastestLanes({ lanes, heats, measure, scaling }: ChoiceFacts): string[] {
  const candidates = lanes.flatMap((lane) => {
    const own = heats.filter((heat) => heat.valid && heat.lane === lane.name && heat[measure.field] !== undefined);
    if (own.length === 0 || lane.meetsDeadline === false) return [];
    return [{ ...lane, heats: own, mean: meanOf(own, measure.field) }];
  });
  return alike(candidates, measure, scaling && missesOf(scaling)).map(({ name }) => name);
}

/** What the chosen model misses the lanes' times by, which one heat a lane does not tell. */
function missesOf({ models, chosen, points }: Scaling): Misses | undefined {
  const model = models.find(({ name }) => name === chosen);
  if (!model) return undefined;
  const freedom = points.length - Object.keys(model.parameters).length;
  const deviation = model.relativeError * Math.sqrt(points.length / Math.max(1, freedom));
  return { deviation, freedom, lanes: points.map(({ lane }) => lane) };
}
