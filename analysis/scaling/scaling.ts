import type { RaceFacts } from "../results/race-facts";
import { intervalsOf } from "./round-fits";
import { cpuCap, lapStretch, mostAtOnce } from "./cpu-cap";
import { aicc, type Fit, fit, laneError, rSquared } from "./fit";
import { amdahl, type Model, universalScalability } from "./models";
import { toMicroseconds, toSixDigits } from "../statistics/rounding";
import { fastest, geometricMean, measuredTimes, modelTimes } from "./parallelism-times";
import { parallelisms, type Sample, sweepSamples } from "./sample";
import type { FittedModel, Scaling, ScalingPoint } from "../results/scaling-results";
import { waveModel } from "./wave-model";

const FEWEST_PARALLELISMS = 4;
const POOR_FIT = 0.1;
const SAME_CURVE = 1e-3;

/** How the time depends on the parallelism; `undefined` without at least two parallelisms to compare. */
export function scalingOf(facts: RaceFacts): Scaling | undefined {
  const samples = sweepSamples(facts);
  if (parallelisms(samples).length < 2) return undefined;
  // A lane that waited for room did not run at its parallelism: its time is shown, but no model is to explain it.
  const held = new Set(facts.lanes.filter(({ fitAtOnce }) => fitAtOnce !== undefined).map(({ name }) => name));
  const asAsked = samples.filter(({ lane }) => !held.has(lane));
  const distinct = parallelisms(asAsked);

  const points = pointsOf(samples);
  const cap = cpuCap(facts);
  // Where the laps show that the pods don't share CPUs, the wave model must not assume it.
  const cpus = lapStretch(facts)?.lengthens === false ? undefined : facts.cluster?.allocatableCpu;
  const found = distinct.length < FEWEST_PARALLELISMS ? [] : fitAll(asAsked, cpus);
  const best = bestOf(found, asAsked);
  const refused = refusal({ asAsked, wereHeld: held.size > 0 }, found, best, waveModel(asAsked, cpus) !== undefined);
  const models = refused === undefined ? found.map((it) => describe(it, asAsked, facts)) : [];
  const parameter = (name: string): FittedModel["parameters"][string] | undefined =>
    models.find((model) => model.relativeError <= POOR_FIT && model.parameters[name])?.parameters[name];
  const [serialFraction, contention, coherency] = ["serialFraction", "contention", "coherency"].map(parameter);
  const alike = found.filter((it) => best && it !== best && sameCurve(it, best)).map((it) => it.model.name);
  const times = refused === undefined && best ? modelTimes(best, asAsked) : measuredTimes(samples);
  return {
    points,
    ...(refused !== undefined && { refused }),
    models,
    ...(refused === undefined && best && { chosen: best.model.name }),
    ...(refused === undefined && alike.length > 0 && { sameCurve: alike }),
    ...(serialFraction && { serialFraction }),
    ...(contention && { contention }),
    ...(coherency && { coherency }),
    ...fastest(times, mostAtOnce(facts)),
    ...(cap && { cpuCap: cap }),
  };
}

interface Ranked extends Fit {
  readonly score: number;
}

function fitAll(samples: readonly Sample[], cpus: number | undefined): Ranked[] {
  const models = [waveModel(samples, cpus), amdahl(samples), universalScalability(samples)];
  return models
    .filter((model): model is Model => model !== undefined)
    .map((model) => fit(model, samples))
    .flatMap((it) => {
      const score = aicc(it.residuals, it.parameters.length);
      return score === undefined ? [] : [{ ...it, score }];
    });
}

/**
 * The smallest AICc of the models that miss the lanes' times by no more than is bearable, else of all. Those that are
 * the same curve here are decided by their order, not by the last digit of a time.
 */
function bestOf(found: readonly Ranked[], samples: readonly Sample[]): Ranked | undefined {
  const bearable = found.filter((it) => laneError(samples, it.residuals) <= POOR_FIT);
  const first = (bearable.length > 0 ? bearable : found).reduce<Ranked | undefined>(
    (a, b) => (a && a.score <= b.score ? a : b),
    undefined,
  );
  return first && found.find((it) => it === first || sameCurve(it, first));
}

/** As many parameters, and times that differ by less than a thousandth wherever something was raced. */
function sameCurve(a: Fit, b: Fit): boolean {
  return (
    a.parameters.length === b.parameters.length &&
    a.residuals.every((residual, index) => Math.abs(residual - (b.residuals[index] ?? NaN)) < SAME_CURVE)
  );
}

/** A choice of one is no choice; and without the wave model nobody has asked whether the times go in steps. */
function refusal(
  { asAsked: samples, wereHeld }: { readonly asAsked: readonly Sample[]; readonly wereHeld: boolean },
  found: readonly Ranked[],
  best: Ranked | undefined,
  wavesDiffer: boolean,
): string | undefined {
  const distinct = parallelisms(samples).length;
  if (distinct < FEWEST_PARALLELISMS) {
    const where = wereHeld ? " at which as many pods ran as were asked for" : "";
    return `a scaling model needs at least ${FEWEST_PARALLELISMS} different parallelisms, and the race has ${distinct}${where}`;
  }
  if (!wavesDiffer) return "the raced parallelisms all need equally many waves, so the wave model can't be compared";
  if (!best || found.length < 2 || found.every((it) => it.model.name !== "wave")) {
    return `${samples.length} heats are too few to tell the scaling models apart; race more rounds`;
  }
  const error = laneError(samples, best.residuals);
  if (error <= POOR_FIT) return undefined;
  const percent = (error * 100).toFixed(0);
  return `no scaling model fits: the best one misses the lanes' times by ${percent} %; more rounds may help`;
}

function describe(found: Ranked, samples: readonly Sample[], { settings, measure }: RaceFacts): FittedModel {
  const intervals = intervalsOf(found, samples, settings.seed ?? 1, measure.resolutionSeconds);
  const explained = rSquared(samples, found.residuals);
  const estimates = found.model.parameters.map((name, index) => {
    const interval = intervals[index];
    const range = interval && { low: toSixDigits(interval.low), high: toSixDigits(interval.high) };
    return [name, { value: toSixDigits(found.parameters[index] ?? 0), ...range }] as const;
  });
  return {
    name: found.model.name,
    parameters: Object.fromEntries(estimates),
    relativeError: toSixDigits(laneError(samples, found.residuals)),
    ...(explained !== undefined && { rSquared: toSixDigits(explained) }),
    aicc: toSixDigits(found.score),
  };
}

function pointsOf(samples: readonly Sample[]): ScalingPoint[] {
  const lanes = [...new Set(samples.map((it) => it.lane))].map((lane) => samples.filter((it) => it.lane === lane));
  const means = lanes.map((own) => ({
    lane: own[0]?.lane ?? "",
    parallelism: own[0]?.parallelism ?? 1,
    completions: own[0]?.completions ?? 1,
    n: own.length,
    seconds: geometricMean(own),
  }));
  means.sort((a, b) => a.parallelism - b.parallelism);
  const [first] = means;
  return means.map(({ seconds, ...point }) => {
    const speedup = (first?.seconds ?? seconds) / seconds;
    return {
      ...point,
      meanSeconds: toMicroseconds(seconds),
      speedup: toSixDigits(speedup),
      efficiency: toSixDigits((speedup * (first?.parallelism ?? 1)) / point.parallelism),
    };
  });
}
