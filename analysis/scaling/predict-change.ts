import type { Results } from "../results/results";
import { type RatioInterval, ratioInterval } from "../statistics/log-interval";
import { fit } from "./fit";
import { lapStretch } from "./cpu-cap";
import { amdahl, type Model, universalScalability } from "./models";
import { parallelisms, type Sample, sweepSamples } from "./sample";
import { waveModel } from "./wave-model";

/** Two rounds know their spread too badly for a forecast. */
const FEWEST_ROUNDS = 3;

/** A change of one lane's parallelism, all else equal. */
export interface ParallelismChange {
  readonly completions: number;
  readonly from: number;
  readonly to: number;
}

/** How many times as fast the lane is expected to be, with its 95 % interval; or why nobody can say. */
export type Forecast = RatioInterval | { readonly unknown: string };

/**
 * What the change does to the lane's time, by the model that the race chose. Each round is fitted alone, and the rounds'
 * ratios have a t interval, as the speedup has: what a round shares then cancels out.
 */
export function predictChange(results: Results, { completions, from, to }: ParallelismChange): Forecast {
  const { scaling } = results;
  if (!scaling) return { unknown: "the last race had no sweep" };
  if (scaling.refused !== undefined) return { unknown: scaling.refused };
  const samples = sweepSamples(results);
  const raced = parallelisms(samples);
  const [least = 1, most = 1] = [raced[0], raced.at(-1)];
  if (!samples.some((sample) => sample.completions === completions))
    return { unknown: `no lane of ${completions} pods was in the last sweep` };
  const outside = [from, to].find((parallelism) => parallelism < least || parallelism > most);
  if (outside !== undefined)
    return { unknown: `parallelism ${outside} is outside the last sweep, which went from ${least} to ${most}` };
  const unraced = [from, to].find((parallelism) => !raced.includes(parallelism));
  if (scaling.chosen !== "wave" && unraced !== undefined)
    return { unknown: `parallelism ${unraced} was not raced, and the fitted law knows nothing of waves` };
  const model = modelNamed(results, samples);
  const logRatios = model ? roundsOf(samples).map((round) => logRatio(model, round, { completions, from, to })) : [];
  if (logRatios.length < FEWEST_ROUNDS)
    return { unknown: `a forecast needs ${FEWEST_ROUNDS} whole rounds, and the last race has ${logRatios.length}` };
  return ratioInterval({ logRatios });
}

function modelNamed(results: Results, samples: readonly Sample[]): Model | undefined {
  switch (results.scaling?.chosen) {
    case "amdahl":
      return amdahl(samples);
    case "usl":
      return universalScalability(samples);
    case "wave": {
      const sharesCpus = lapStretch(results)?.lengthens !== false;
      return waveModel(samples, sharesCpus ? results.cluster?.allocatableCpu : undefined);
    }
    case undefined:
      return undefined;
  }
}

/** The rounds in which every lane has a valid heat. */
function roundsOf(samples: readonly Sample[]): Sample[][] {
  const lanes = new Set(samples.map(({ lane }) => lane)).size;
  const rounds = [...new Set(samples.map(({ round }) => round))];
  return rounds.map((round) => samples.filter((it) => it.round === round)).filter((own) => own.length === lanes);
}

function logRatio(model: Model, round: readonly Sample[], { completions, from, to }: ParallelismChange): number {
  const { parameters } = fit(model, round);
  const items = round[0]?.items ?? 1;
  const seconds = (parallelism: number) => model.seconds(parameters, { items, completions, parallelism });
  return Math.log(seconds(from)) - Math.log(seconds(to));
}
