import { mean, sampleVariance } from "simple-statistics";
import type { Results } from "../results/results";
import { CONFIDENCE, type RatioInterval, tInterval } from "../statistics/log-interval";
import { lapStretch } from "./cpu-cap";
import { fit, laneError } from "./fit";
import type { Model } from "./models";
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
export type Forecast =
  | (RatioInterval & {
      /** Both parallelisms were raced, or one of them at least is the fit's. */
      readonly basis: "raced" | "fitted";
    })
  | { readonly unknown: string };

/**
 * What the change does to the lane's time. What was raced needs no model: the ratios of the rounds have a t interval, as the
 * speedup has. A parallelism that was not raced is taken from the wave model, fitted to each round alone; what that misses of
 * the lanes' means is then a part of the interval, as it would miss this one, too. The coverage of both is shown by
 * `npm run simulate`.
 */
export function predictChange(results: Results, change: ParallelismChange): Forecast {
  const samples = sweepSamples(results).filter(({ completions }) => completions === change.completions);
  const raced = parallelisms(samples);
  const unraced = [change.from, change.to].filter((parallelism) => !raced.includes(parallelism));
  const refused = unraced.length > 0 ? whyUnfitted(results, change, unraced) : undefined;
  if (refused !== undefined) return { unknown: refused };
  const rounds = roundsOf(samples, unraced.length > 0 ? raced : [change.from, change.to]);
  if (rounds.length < FEWEST_ROUNDS)
    return { unknown: `a forecast needs ${FEWEST_ROUNDS} whole rounds, and the last race has ${rounds.length}` };
  if (unraced.length === 0) {
    const ratios = rounds.map((round) => logTime(round, change.from) - logTime(round, change.to));
    return { ...intervalOf(ratios), basis: "raced" };
  }
  const model = waves(results, samples);
  const misses = model && missOf(model, samples, raced.length);
  if (!model || !misses) return { unknown: "too few lanes were raced to know what the fitted curve misses" };
  const ratios = rounds.map((round) => {
    const { parameters } = fit(model, round);
    const items = round[0]?.items ?? 1;
    const fitted = (parallelism: number): number =>
      Math.log(model.seconds(parameters, { items, completions: change.completions, parallelism }));
    const timeAt = (parallelism: number): number =>
      unraced.includes(parallelism) ? fitted(parallelism) : logTime(round, parallelism);
    return timeAt(change.from) - timeAt(change.to);
  });
  const variance = misses.variance * unraced.length;
  return { ...intervalOf(ratios, { variance, freedom: misses.freedom }), basis: "fitted" };
}

/** Why nothing can be said of the parallelisms that were not raced; nothing if it can. */
function whyUnfitted(
  results: Results,
  { completions }: ParallelismChange,
  unraced: readonly number[],
): string | undefined {
  const { scaling } = results;
  if (!scaling) return "the last race had no sweep";
  if (scaling.refused !== undefined) return scaling.refused;
  const raced = parallelisms(sweepSamples(results).filter((it) => it.completions === completions));
  if (raced.length === 0) return `no lane of ${completions} pods was in the last sweep`;
  const [least = 1, most = 1] = [raced[0], raced.at(-1)];
  const outside = unraced.find((parallelism) => parallelism < least || parallelism > most);
  if (outside !== undefined)
    return `parallelism ${outside} is outside the last sweep, which went from ${least} to ${most}`;
  if (scaling.chosen !== "wave")
    return `parallelism ${unraced[0] ?? 0} was not raced, and the fitted law knows nothing of waves`;
  return undefined;
}

function waves(results: Results, samples: readonly Sample[]): Model | undefined {
  const sharesCpus = lapStretch(results)?.lengthens !== false;
  return waveModel(samples, sharesCpus ? results.cluster?.allocatableCpu : undefined);
}

/** How far the model's curve is from the lanes' own means, as a variance of log times; unknown where it could bend to all of them. */
function missOf(model: Model, samples: readonly Sample[], lanes: number) {
  const freedom = lanes - model.parameters.length;
  if (freedom < 1) return undefined;
  const error = laneError(samples, fit(model, samples).residuals);
  return { variance: (error ** 2 * lanes) / freedom, freedom };
}

/** Of the logarithms of the rounds' ratios, with what a model adds to their uncertainty (Welch and Satterthwaite). */
function intervalOf(logRatios: readonly number[], added = { variance: 0, freedom: 1 }): RatioInterval {
  const own = sampleVariance([...logRatios]) / logRatios.length;
  const variance = own + added.variance;
  const freedom = variance ** 2 / (own ** 2 / (logRatios.length - 1) + added.variance ** 2 / added.freedom);
  const deviation = Math.sqrt(variance);
  return tInterval({ centre: mean([...logRatios]), deviation, freedom: freedom || 1, confidence: CONFIDENCE });
}

/** Of the lanes with this parallelism: two may share it. */
function logTime(round: readonly Sample[], parallelism: number): number {
  return mean(round.filter((it) => it.parallelism === parallelism).map(({ seconds }) => Math.log(seconds)));
}

/** The rounds in which each of the parallelisms has a valid heat. */
function roundsOf(samples: readonly Sample[], wanted: readonly number[]): Sample[][] {
  const rounds = [...new Set(samples.map(({ round }) => round))];
  return rounds
    .map((round) => samples.filter((it) => it.round === round))
    .filter((own) => wanted.every((parallelism) => own.some((it) => it.parallelism === parallelism)));
}
