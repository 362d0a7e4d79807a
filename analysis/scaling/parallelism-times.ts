import { mean } from "simple-statistics";
import type { Fit } from "./fit";
import { parallelisms, type Sample, type Shape } from "./sample";
import type { Scaling } from "../results/scaling-results";

/** A parallelism that takes no more than this many times the best time is enough. */
const ENOUGH = 1.05;

/** The time of a heat at a parallelism, measured or by a model. */
export interface Time {
  readonly parallelism: number;
  readonly seconds: number;
}

/**
 * The model's times for every parallelism within the measured range: beyond it, nobody has looked. The smooth laws know
 * nothing of waves, in which nine at once of ten pods take as long as five: of them, the raced parallelisms only.
 */
export function modelTimes({ model, parameters }: Fit, samples: readonly Sample[]): Time[] {
  const raced = parallelisms(samples);
  const [first = 1] = raced;
  const last = raced.at(-1) ?? first;
  const one: Shape = samples[0] ?? { parallelism: 1, completions: 1, items: 1 };
  const podsAtOnce = samples.every((it) => it.completions === it.parallelism);
  const queue = samples.some((it) => it.kind === "queue");
  const between = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  // So many pods can only be raced if they share the items evenly.
  const feasible = between.filter((parallelism) => !podsAtOnce || queue || one.items % parallelism === 0);
  const asked = model.name === "wave" ? [...new Set([...feasible, ...raced])].sort((a, b) => a - b) : raced;
  return asked.map((parallelism) => {
    const completions = podsAtOnce ? parallelism : one.completions;
    return { parallelism, seconds: model.seconds(parameters, { items: one.items, completions, parallelism }) };
  });
}

/** The geometric mean of each parallelism's heats, whichever lane they are of. */
export function measuredTimes(samples: readonly Sample[]): Time[] {
  return parallelisms(samples).map((parallelism) => ({
    parallelism,
    seconds: geometricMean(samples.filter((it) => it.parallelism === parallelism)),
  }));
}

/** Of times in the order of their parallelisms, of which `most` pods can run at once. */
export function fastest(times: readonly Time[], most: number): Pick<Scaling, "bestParallelism" | "enoughParallelism"> {
  const possible = times.filter((it) => it.parallelism <= most);
  const all = possible.length > 0 ? possible : times.slice(0, 1);
  const best = all.reduce((a, b) => (b.seconds < a.seconds ? b : a));
  const enough = all.find((it) => it.seconds <= best.seconds * ENOUGH) ?? best;
  return { bestParallelism: best.parallelism, enoughParallelism: enough.parallelism };
}

export function geometricMean(times: readonly Pick<Time, "seconds">[]): number {
  return Math.exp(mean(times.map((it) => Math.log(it.seconds))));
}
