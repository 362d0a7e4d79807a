import { podsAtOnce, type LaneNumbers } from "../../plan/lane-kind";
import { podSpan } from "../heat/pod-span";
import type { HeatResult } from "../results/results";

/** A lane of fewer pods at once is full before any rate shows. */
const FEWEST_WANTED = 40;
/** As many as this share of its slots were taken at some time: then the slots, not the controller, held it back. */
const FULL = 0.9;
/** Creations are known to a second at worst, and the controller makes its first ones in a burst. */
const SHORTEST_SECONDS = 3;

/** A heat that never had as many pods at once as it asked for, because they were not made fast enough. */
export interface CreationRate {
  /** Pods that it had room for. */
  readonly wanted: number;
  /** Pods that there were at most, at one time. */
  readonly reached: number;
  /** Pods that were made a second, up to that time. */
  readonly perSecond: number;
}

/**
 * The rate at which the Job controller made the heat's pods, where that and not the heat's parallelism held it back: pods were
 * made one after the other, and those made first had ended before the last slot was taken. The controller's requests to the API
 * server have a limit of their own (`--kube-api-qps`, 20 a second by default). `undefined` for all other heats.
 */
export function creationRateOf(lane: LaneNumbers, heat: HeatResult): CreationRate | undefined {
  const wanted = podsAtOnce(lane) ?? 0;
  // Where pods waited for a node, the room there was the limit.
  if (wanted < FEWEST_WANTED || heat.fitAtOnce !== undefined) return undefined;
  const lives = (heat.pods ?? []).map(podSpan).flatMap(({ earliestCreated: created, work }) => {
    return created === undefined || work === undefined ? [] : [{ created, ended: work.end }];
  });
  if (lives.length < wanted) return undefined;
  const { reached, made, seconds } = peakOf(lives);
  if (reached >= wanted * FULL || seconds < SHORTEST_SECONDS) return undefined;
  return { wanted, reached, perSecond: made / seconds };
}

/** The most pods at one time, how many had been made by then, and how long that had taken. */
function peakOf(lives: readonly { readonly created: number; readonly ended: number }[]) {
  const changes = [
    ...lives.map(({ created }) => ({ at: created, by: 1 })),
    ...lives.map(({ ended }) => ({ at: ended, by: -1 })),
  ].sort((a, b) => a.at - b.at || b.by - a.by);
  const [first] = changes;
  let [there, made] = [0, 0];
  let peak = { reached: 0, made: 0, seconds: 0 };
  for (const { at, by } of changes) {
    there += by;
    made += Math.max(0, by);
    if (there > peak.reached) peak = { reached: there, made, seconds: at - (first?.at ?? at) };
  }
  return peak;
}
