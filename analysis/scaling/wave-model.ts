import type { Model } from "./models";
import type { Sample, Shape } from "./sample";

/**
 * The wave-aware model: T = fixed + (seconds an item) × steps + (seconds a wave) × waves.
 *
 * `steps` are the items that one slot works through, wave after wave; where a wave has more pods than there are CPUs,
 * they share, and each item takes that much longer. Without such a wave (or without known CPUs) steps and waves are
 * proportional, and one parameter stands for both: it is then called seconds an item, waves included.
 */
export function waveModel(samples: readonly Sample[], allocatableCpu: number | undefined): Model | undefined {
  const features = [
    { name: "fixedSeconds", of: () => 1 },
    { name: "itemSeconds", of: (shape: Shape) => steps(shape, allocatableCpu ?? Infinity) },
    { name: "waveSeconds", of: (shape: Shape) => Math.ceil(shape.completions / shape.parallelism) },
  ];
  const used = independent(features, samples);
  if (used.length < 2) return undefined;
  const quickest = samples.reduce((a, b) => (b.seconds < a.seconds ? b : a));
  return {
    name: "wave",
    parameters: used.map((feature) => feature.name),
    start: used.map((feature) => quickest.seconds / used.length / feature.of(quickest)),
    most: used.map(() => Infinity),
    atZero: used.map((_, index) => index),
    seconds: (parameters, shape) =>
      used.reduce((sum, feature, index) => sum + (parameters[index] ?? 0) * feature.of(shape), 0),
    gradient: (_, shape) => used.map((feature) => feature.of(shape)),
  };
}

interface Feature {
  readonly name: string;
  readonly of: (shape: Shape) => number;
}

function steps({ parallelism, completions, items }: Shape, cpus: number): number {
  const stretch = (pods: number): number => Math.max(1, pods / cpus);
  const fullWaves = Math.floor(completions / parallelism);
  const left = completions % parallelism;
  return (items / completions) * (fullWaves * stretch(parallelism) + (left > 0 ? stretch(left) : 0));
}

/** Keeps each feature that the ones before it can't imitate on these samples (Gram-Schmidt). */
function independent(features: readonly Feature[], samples: readonly Sample[]): Feature[] {
  const basis: number[][] = [];
  return features.filter((feature) => {
    const column = samples.map(feature.of);
    const rest = basis.reduce((vector, unit) => {
      const along = dot(vector, unit);
      return vector.map((value, row) => value - along * (unit[row] ?? 0));
    }, column);
    const length = Math.sqrt(dot(rest, rest));
    if (length <= 1e-6 * Math.sqrt(dot(column, column))) return false;
    basis.push(rest.map((value) => value / length));
    return true;
  });
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
