import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { mean, sampleStandardDeviation } from "simple-statistics";
import { kindOf } from "../../plan/lane-kind";
import { readInstant } from "../heat/moment";
import { podSpan } from "../heat/pod-span";
import type { RaceFacts } from "../results/race-facts";
import type { ExpectedGain, HeatResult, LaneResult } from "../results/results";
import { toSixDigits } from "../statistics/rounding";
import { bothWays, type Shares, sharesOf } from "./pulling";

/** A gain below this is not worth a broker. */
const WORTH = 1.05;
const VARIATIONS = Array.from({ length: 20 }, (_, step) => (step + 1) / 10);
/** Items drawn for each variation: enough to know a gain to about one percent. */
const DRAWN_ITEMS = 8_000;
const MOST_ITEMS = 4_000;
const SEED = 12;

/**
 * What pulling should gain over the rival's equal parts, from the rival's own laps: their work is scheduled both ways on these
 * CPUs, and what the rest of a heat takes stays as it is. `undefined` unless the rival's pods all ran at once and marked
 * every item.
 *
 * @param cpus those that the pods share; Infinity where they do not
 */
export function expectedGain(
  { lane, rival }: { readonly lane: LaneResult; readonly rival: LaneResult },
  { heats, measure }: Pick<RaceFacts, "heats" | "measure">,
  cpus: number,
): ExpectedGain | undefined {
  if (kindOf(rival).waves(rival) !== 1) return undefined;
  const own = heats.filter((heat) => heat.valid && heat.lane === rival.name);
  const seen = own.flatMap((heat) => {
    const seconds = heat[measure.field] ?? 0;
    const shares = seconds > 0 ? sharesOfHeat(heat, cpus) : undefined;
    if (!shares) return [];
    return [{ shares, restSeconds: Math.max(0, seconds - bothWays(shares, { cpus, takeSeconds: 0 }).staticSeconds) }];
  });
  if (seen.length === 0) return undefined;
  const [mine, theirs] = [lane, rival].map(({ workers }) => workers?.betweenItemsSeconds);
  const takeSeconds = mine === undefined || theirs === undefined ? 0 : Math.max(0, mine - theirs);
  const gainOn = (some: number): number => mean(seen.map((it) => gain(it, { cpus: some, takeSeconds })));
  const variations = seen.map(({ shares }) => variationOf(shares.flat()));
  const [first] = seen;
  const paysFrom = first && paysFromVariation(first, { cpus, takeSeconds });
  return {
    lapVariation: toSixDigits(mean(variations)),
    takeSeconds: toSixDigits(takeSeconds),
    ...(Number.isFinite(cpus) && { cpus }),
    value: toSixDigits(gainOn(cpus)),
    withOwnCpus: toSixDigits(gainOn(Infinity)),
    ...(paysFrom !== undefined && { paysFromVariation: paysFrom }),
  };
}

interface Seen {
  readonly shares: Shares;
  /** What of the heat's time is no work, such as the start of the pods, and is paid either way. */
  readonly restSeconds: number;
}

interface How {
  readonly cpus: number;
  readonly takeSeconds: number;
}

/** How many times as fast the heat would have been. */
function gain({ shares, restSeconds }: Seen, how: How): number {
  const { staticSeconds, pulledSeconds } = bothWays(shares, how);
  return (restSeconds + staticSeconds) / (restSeconds + pulledSeconds);
}

/** The items that each pod was seen to make; `undefined` unless all of them made as many, in a time that is known. */
function sharesOfHeat({ pods = [] }: HeatResult, cpus: number): Shares | undefined {
  const inOrder = [...pods].sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
  const workers = inOrder.flatMap((pod) => {
    const { work } = podSpan(pod);
    const ends = pod.itemsAt.flatMap((at) => readInstant(at)?.seconds ?? []);
    // The container's own end does not matter: a worker is done with its last item.
    const isStartKnown = (pod.containerStartedAt ?? pod.firstLogAt) !== undefined;
    return work && isStartKnown ? [{ start: work.start, ends }] : [];
  });
  const items = workers[0]?.ends.length ?? 0;
  if (workers.length < 2 || workers.length < pods.length || items === 0) return undefined;
  if (workers.some(({ ends }) => ends.length !== items) || items * workers.length > MOST_ITEMS) return undefined;
  const shares = sharesOf(workers, cpus);
  return shares.flat().some((cost) => cost > 0) ? shares : undefined;
}

function variationOf(costs: readonly number[]): number {
  const average = mean([...costs]);
  return average > 0 ? sampleStandardDeviation([...costs]) / average : 0;
}

/** The least coefficient of variation from which on as many items of the same mean gain enough; absent if none does. */
function paysFromVariation({ shares, restSeconds }: Seen, how: How): number | undefined {
  const costs = shares.flat();
  const draws = Math.ceil(DRAWN_ITEMS / costs.length);
  return VARIATIONS.find((variation) => {
    const draw = logNormal(mean(costs), variation);
    const gains = Array.from({ length: draws }, () =>
      gain({ shares: shares.map((share) => share.map(draw)), restSeconds }, how),
    );
    return mean(gains) >= WORTH;
  });
}

/** Draws with this mean and coefficient of variation; the same ones each time. */
function logNormal(average: number, variation: number): () => number {
  const random = xoroshiro128plus(SEED);
  const variance = Math.log1p(variation ** 2);
  return () => {
    const [u, v] = [1 - uniformFloat64(random), uniformFloat64(random)];
    const normal = Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
    return average * Math.exp(Math.sqrt(variance) * normal - variance / 2);
  };
}
