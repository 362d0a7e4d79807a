import type { CpuCap, Estimate, Scaling, ScalingPoint } from "../results/scaling-results";
import { plain } from "./numbers";

/** A cause of less than this share of the widest lane's time explains nothing. */
const NEGLIGIBLE = 0.05;

/** What the sweep says, in plain sentences. */
export function scalingWords(scaling: Scaling): string[] {
  const { refused, bestParallelism: best, enoughParallelism: enough, points, cpuCap } = scaling;
  // Two lanes of a race without a sweep may happen to differ in their parallelism alone: their speedup says it all.
  if (refused !== undefined && new Set(points.map((point) => point.parallelism)).size === 2) return [];
  const raced = points.some((point) => point.parallelism === enough) ? "" : ", which was not raced itself,";
  const source = `By the ${modelWords(scaling)}, parallelism ${enough}${raced}`;
  const choice =
    best === enough
      ? `${source} is the fastest.`
      : `${source} is enough: the smallest within 5 % of the fastest (${best}).`;
  const widest = widestOf(points);
  const why = enough === widest?.parallelism ? stillWords(points, widest) : stopWords(scaling, widest);
  return [
    ...(refused === undefined ? [choice, why] : [`No scaling model: ${refused}.`]).filter((it) => it !== ""),
    // What the pods' requests leave room for is said of any race: see `room-words.ts`.
    ...(cpuCap?.kind === "shared" && widest && cpuCap.parallelism < widest.parallelism
      ? [capWords(cpuCap, widest)]
      : []),
  ];
}

function modelWords({ chosen, sameCurve = [], models }: Scaling): string {
  const miss = models.find((model) => model.name === chosen)?.relativeError ?? 0;
  const names = { wave: "wave model", amdahl: "fit of Amdahl's law", usl: "fit of the Universal Scalability Law" };
  const same =
    sameCurve.length === 0
      ? ""
      : ` (the ${sameCurve.map((name) => names[name]).join(" and the ")} is the same curve here)`;
  return `${names[chosen ?? "wave"]}${same}, which misses the lanes' times by ${plain(miss * 100)} %`;
}

function widestOf(points: readonly ScalingPoint[]): ScalingPoint | undefined {
  return points.reduce<ScalingPoint | undefined>((a, b) => (a && a.parallelism >= b.parallelism ? a : b), undefined);
}

/** Nothing was measured beyond the best: it did not stop. */
function stillWords(points: readonly ScalingPoint[], { parallelism, speedup }: ScalingPoint): string {
  const narrowest = points.reduce((least, it) => Math.min(least, it.parallelism), parallelism);
  if (narrowest === parallelism) return "";
  return `Nothing wider was raced; ${parallelism} at once was ${plain(speedup)} times as fast as ${narrowest}.`;
}

/** Why it stops scaling: the parameters of the chosen model that matter at the widest lane. */
function stopWords(scaling: Scaling, widest?: ScalingPoint): string {
  const { chosen, serialFraction, contention, coherency, models, points, enoughParallelism: enough } = scaling;
  const n = widest?.parallelism ?? 1;
  if (chosen === "amdahl" && serialFraction && serialFraction.value * n >= NEGLIGIBLE) {
    return `The times fit a curve in which ${share(serialFraction)} of the time can't be divided.`;
  }
  if (chosen === "usl" && contention && coherency) {
    const pairs = coherency.value * n * (n - 1) >= NEGLIGIBLE;
    const parts = [
      ...(contention.value * (n - 1) >= NEGLIGIBLE
        ? [`${share(contention)} of the time queues for something shared`]
        : []),
      ...(pairs ? [`each pair of pods costs another ${plain(coherency.value * 100)} %`] : []),
    ];
    return parts.length === 0 ? "" : `The times fit a curve in which ${parts.join(", and ")}.`;
  }
  const wave = models.find((model) => model.name === "wave")?.parameters;
  if (chosen !== "wave" || !wave) return "";
  const { completions } = widest ?? {};
  if (completions !== undefined && points.every((point) => point.completions === completions)) {
    const waves = (parallelism: number): number => Math.ceil(completions / parallelism);
    if (waves(enough) === waves(n))
      return `The times fit a curve in which waves count, and parallelism ${n} needs as many: ${waves(n)}.`;
  }
  const secondsOf = (name: string): number | undefined => {
    const seconds = wave[name]?.value ?? 0;
    return seconds >= NEGLIGIBLE * (widest?.meanSeconds ?? 0) && seconds > 0 ? seconds : undefined;
  };
  const [fixed, perWave] = [secondsOf("fixedSeconds"), secondsOf("waveSeconds")];
  const parts = [
    ...(fixed === undefined ? [] : [`${plain(fixed)} s whatever the parallelism`]),
    ...(perWave === undefined ? [] : [`${plain(perWave)} s a wave`]),
  ];
  return parts.length === 0 ? "" : `The times fit a curve in which a heat pays ${parts.join(" and ")}.`;
}

function share({ value, low, high }: Estimate): string {
  const percent = (part: number): string => plain(part * 100);
  const range = low === undefined || high === undefined ? "" : ` (${percent(low)} to ${percent(high)} %)`;
  return `${percent(value)} %${range}`;
}

function capWords(cap: CpuCap, widest: ScalingPoint): string {
  const { parallelism, allocatableCpu, lapStretch } = cap;
  const cpus = `The cluster has ${plain(allocatableCpu)} allocatable ${allocatableCpu === 1 ? "CPU" : "CPUs"}`;
  const gain = "more parallelism saves waves but no work";
  return lapStretch === undefined
    ? `${cpus}: if the pods are CPU-bound, they share them beyond ${parallelism} at once, and ${gain}.`
    : `${cpus}: beyond ${parallelism} at once, pods share them (an item took ${plain(lapStretch)} times as long with up to ` +
        `${widest.parallelism} at once), and ${gain}.`;
}
