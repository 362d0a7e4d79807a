import { kindOf } from "../../plan/lane-kind";
import { alike, type Candidate, meanOf } from "../lane/alike";
import type { RaceFacts } from "../results/race-facts";
import { medianOf } from "./deadline";
import type { Cost, LaneCost } from "../results/scaling-results";
import { podSpan } from "../heat/pod-span";
import type { HeatResult, LaneResult, Measure, RaceSettings } from "../results/results";
import { toMicroseconds, toSixDigits } from "../statistics/rounding";

const GIB = 2 ** 30;
const SECONDS_PER_HOUR = 3600;

/** What each lane occupies and costs, from its valid heats; `undefined` if no lane's pods were observed. */
export function costOf({ settings, measure, lanes, heats }: RaceFacts): Cost | undefined {
  const ofLane = ({ name }: { name: string }) => heats.filter((heat) => heat.valid && heat.lane === name);
  const all = lanes.flatMap((lane) => laneCost(lane, ofLane(lane), measure, settings) ?? []);
  if (all.length === 0) return undefined;
  const { deadlineSeconds, currency } = settings;
  const comparedBy = (["price", "cpuSeconds"] as const).find((key) => all.every((it) => it[key])) ?? "podSeconds";
  const inTime = all.filter((it) => it.meetsDeadline !== false);
  const candidates = inTime.flatMap((it) => {
    const lane = lanes.find(({ name }) => name === it.lane);
    return lane ? [candidateOf(lane, ofLane(lane), (it[comparedBy] ?? 0) / it.podSeconds)] : [];
  });
  const [cheapest, ...others] = alike(candidates, OCCUPIED);
  return {
    lanes: all,
    ...(currency !== undefined && { currency }),
    ...(deadlineSeconds !== undefined && { deadlineSeconds }),
    comparedBy,
    ...(cheapest && { cheapest: cheapest.name }),
    ...(others.length > 0 && { alike: others.map(({ name }) => name) }),
  };
}

/** What a heat's pods occupy is compared as its time would be if they ran one after the other. */
const OCCUPIED: Measure = { field: "heatSeconds", meaning: "occupied", resolutionSeconds: 1e-6 };

function candidateOf(lane: LaneResult, heats: readonly HeatResult[], weight: number): Candidate {
  const occupied = heats.map((heat) => ({ ...heat, heatSeconds: occupiedSeconds(heat) ?? 0 }));
  return {
    name: lane.name,
    parallelism: 1,
    ...(lane.completions !== undefined && { completions: lane.completions }),
    heats: occupied,
    mean: weight * meanOf(occupied, "heatSeconds"),
    weight,
  };
}

function laneCost(
  lane: LaneResult,
  heats: readonly HeatResult[],
  measure: Measure,
  settings: RaceSettings,
): LaneCost | undefined {
  const occupied = heats.map(occupiedSeconds).filter((seconds) => seconds !== undefined);
  const median = medianOf(lane, measure);
  if (occupied.length === 0 || occupied.length < heats.length || median === undefined) return undefined;

  const podSeconds = occupied.reduce((sum, seconds) => sum + seconds, 0) / occupied.length;
  const { cpu, memoryBytes } = heats[0]?.requests ?? {};
  const cpuSeconds = cpu && cpu * podSeconds;
  const memoryGiBSeconds = memoryBytes && (memoryBytes / GIB) * podSeconds;
  const price = priceOf(cpuSeconds, memoryGiBSeconds, settings);
  return {
    lane: lane.name,
    podSeconds: toMicroseconds(podSeconds),
    ...(cpuSeconds && { cpuSeconds: toMicroseconds(cpuSeconds) }),
    ...(memoryGiBSeconds && { memoryGiBSeconds: toMicroseconds(memoryGiBSeconds) }),
    ...(price !== undefined && { price: toSixDigits(price) }),
    medianSeconds: median,
    ...(lane.meetsDeadline !== undefined && { meetsDeadline: lane.meetsDeadline }),
  };
}

/** From its binding to a node until its container ends, a pod's requests are taken. */
function occupiedSeconds(heat: HeatResult): number | undefined {
  const spans = (heat.pods ?? []).map(podSpan);
  const times = spans.flatMap((span) => {
    const from = span.scheduled ?? span.created;
    return span.work && from !== undefined ? [span.work.end - from] : [];
  });
  const whole = times.length > 0 && times.length >= (kindOf(heat).fewestPods(heat) ?? 1);
  return whole ? times.reduce((sum, seconds) => sum + seconds, 0) : undefined;
}

/** A resource with a price must also be requested, or the sum would leave it out silently. */
function priceOf(
  cpuSeconds: number | undefined,
  memoryGiBSeconds: number | undefined,
  { cpuHourPrice, memoryGiBHourPrice }: RaceSettings,
): number | undefined {
  const parts = [
    { price: cpuHourPrice, seconds: cpuSeconds },
    { price: memoryGiBHourPrice, seconds: memoryGiBSeconds },
  ].filter(({ price }) => price !== undefined);
  if (parts.length === 0 || parts.some(({ seconds }) => !seconds)) return undefined;
  return parts.reduce((sum, { price = 0, seconds = 0 }) => sum + (price * seconds) / SECONDS_PER_HOUR, 0);
}
