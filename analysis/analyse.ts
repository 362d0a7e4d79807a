import type { ClusterFacts } from "../observe/heat-timing";
import { unpacked } from "../observe/packed-timing";
import { raceWork } from "./lane/bounds";
import { costOf } from "./advice/cost";
import { queueGains } from "./advice/queue-gains";
import { deadlineOf } from "./advice/deadline";
import { analyseHeat } from "./heat/heat-result";
import { analyseLane } from "./lane/lane-result";
import { type LaneShape, laneShapes } from "./lane/lane-shapes";
import { measureOf } from "./lane/measure";
import { raceVerdict } from "./advice/verdict";
import { confidenceOf } from "./rounds/until";
import { toSixDigits } from "./statistics/rounding";
import { recommend } from "./advice/recommendation";
import type { LaneResult, RaceSettings, RecordedHeat, Results } from "./results/results";
import { scalingOf } from "./scaling/scaling";
import { pickSettings } from "./results/settings-record";
import { speedupOf } from "./lane/speedup";

export interface AnalyseInput {
  /** More properties than `RaceSettings` names may be there; they are not recorded. */
  readonly settings?: RaceSettings;
  /**
   * The lanes in their order, serial first.
   * @default those of the settings, else in the order in which the heats first name them
   */
  readonly lanes?: readonly LaneShape[];
  /** @default what the heats say */
  readonly cluster?: ClusterFacts;
  /** In any order; warm-up heats (round 0) are left out. */
  readonly heats: readonly RecordedHeat[];
}

/**
 * Everything that a race's raw heats tell. Pure and repeatable: the same input gives the same results.
 * Never throws on partial data: what can't be known is absent.
 */
export function analyse(input: AnalyseInput): Results {
  const settings = pickSettings(input.settings ?? {});
  const recorded = input.heats.filter((heat) => heat.round > 0).map(unpacked);
  const cluster = input.cluster ?? recorded.find((heat) => heat.cluster)?.cluster;
  const heats = recorded.map(analyseHeat);
  const measure = measureOf(heats);

  const shapes = laneShapes({ ...input, heats: recorded });
  const groups = shapes.map((shape) => ({ shape, heats: heats.filter((heat) => heat.lane === shape.name) }));
  const work = raceWork(groups, cluster?.allocatableCpu);
  const contenders = groups.map(({ shape, heats: all }) => ({ ...shape, heats: all.filter((heat) => heat.valid) }));
  const first = contenders[0];
  const confidence = toSixDigits(1 - (1 - confidenceOf(settings)) / Math.max(1, contenders.length - 1));
  const lanes = groups.map(({ shape, heats: all }, index): LaneResult => {
    const contender = contenders[index];
    const speedup = index > 0 && first && contender ? speedupOf([first, contender], measure, confidence) : undefined;
    const lane = analyseLane(shape, all, measure.field, work);
    return { ...lane, ...(contender && deadlineOf(contender, measure, settings)), ...(speedup && { speedup }) };
  });

  const facts = { settings, measure, lanes, heats, ...(cluster && { cluster }) };
  const sweep = scalingOf(facts);
  const cost = costOf(facts);
  const queues = queueGains(facts);
  const second = contenders[1];
  const speedup = first && second && speedupOf([first, second], measure, confidenceOf(settings));
  const racedRounds = heats.reduce((most, heat) => Math.max(most, heat.round), 0);
  const recommendation = recommend({
    ...facts,
    ...(speedup && { speedup }),
    ...(sweep && { scaling: sweep }),
    ...(cost && { cost }),
    queues,
  });
  const breakEvenItems = recommendation?.breakEvenItems;
  const scaling = sweep && { ...sweep, ...(breakEvenItems !== undefined && { breakEvenItems }) };
  return {
    schemaVersion: 1,
    ...facts,
    ...(speedup && { speedup, verdict: raceVerdict(speedup, { lanes, settings, rounds: racedRounds }) }),
    ...(scaling && { scaling }),
    ...(cost && { cost }),
    ...(queues.length > 0 && { queues }),
    ...(recommendation && { recommendation }),
  };
}
