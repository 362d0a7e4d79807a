import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { sampleStandardDeviation } from "simple-statistics";
import { packedSeconds, splitOf } from "./bounds";
import type { LaneShape } from "./lane-shapes";
import type { HeatResult } from "../results/results";

/** Draws per heat; a heat of very many items needs fewer, because its own are many. */
const DRAWS = { most: 400, least: 40, items: 400_000 };
/** Fewer laps don't know their own spread. */
const FEWEST_LAPS = 4;
/**
 * What heats of equal work differ by on a quiet cluster, as a share of their time: no lap shows it. From simulation, so
 * that one round names a false winner in at most 5 % of races where overheads vary as on a small real node.
 */
const CLUSTER_DEVIATION = 0.045;

/** How much one heat's time owes to the luck of its items. */
export interface ItemLuck {
  /** Standard deviation of the logarithm of the heat's time. */
  readonly logDeviation: number;
  /** How well that is known: laps are skewed, so they tell their spread about half as well as normal values would. */
  readonly freedom: number;
}

/**
 * Draws the heat's laps again, with replacement, packs them onto the lane's slots as its pods were, and adds what
 * Kubernetes cost: the bootstrap of one heat. `undefined` unless all its laps are known.
 */
export function itemLuck(lane: Pick<LaneShape, "parallelism" | "completions">, heat: HeatResult): ItemLuck | undefined {
  const laps = (heat.laps ?? []).map(({ seconds }) => seconds);
  const split = splitOf(lane, heat);
  if (laps.length < FEWEST_LAPS || laps.length !== heat.items || split?.costSeconds === undefined) return undefined;
  const perPod = new Map<string, number>();
  for (const { pod } of heat.laps ?? []) perPod.set(pod, (perPod.get(pod) ?? 0) + 1);
  const cost = Math.max(0, split.costSeconds);
  const random = xoroshiro128plus(1);
  const draw = (): number => laps[Math.floor(uniformFloat64(random) * laps.length)] ?? 0;
  const draws = Math.max(DRAWS.least, Math.min(DRAWS.most, Math.floor(DRAWS.items / laps.length)));
  const logs = Array.from({ length: draws }, () => {
    const pods = [...perPod.values()].map((items) => {
      let seconds = 0;
      for (let item = 0; item < items; item++) seconds += draw();
      return seconds;
    });
    return Math.log(Math.max(cost + packedSeconds(pods, lane.parallelism ?? 1), 1e-9));
  });
  // A sample's spread about its own mean is smaller than that about the true one.
  const widened = sampleStandardDeviation(logs) * Math.sqrt(laps.length / (laps.length - 1));
  return { logDeviation: Math.hypot(widened, CLUSTER_DEVIATION), freedom: (laps.length - 1) / 2 };
}
