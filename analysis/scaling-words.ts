import type { CpuCap, Estimate, Scaling } from "./scaling-results";
import { plain } from "./words";

/** What the sweep says, in plain sentences. */
export function scalingWords(scaling: Scaling): string[] {
  const { refused, bestParallelism: best, enoughParallelism: enough, points, cpuCap } = scaling;
  const source = refused === undefined ? `by the ${modelWords(scaling)}` : "among the lanes measured";
  const choice =
    best === enough
      ? `Parallelism ${best} is the fastest, ${source}.`
      : `Parallelism ${enough} is enough: the smallest within 5 % of the fastest (${best}), ${source}.`;
  return [
    choice,
    ...(refused === undefined ? [whyWords(scaling)] : [`No scaling model: ${refused}.`]).filter((it) => it !== ""),
    ...(cpuCap && cpuCap.parallelism < Math.max(...points.map((it) => it.parallelism)) ? [capWords(cpuCap)] : []),
  ];
}

function modelWords({ chosen, models }: Scaling): string {
  const miss = models.find((model) => model.name === chosen)?.relativeError ?? 0;
  const names = { wave: "wave model", amdahl: "fit of Amdahl's law", usl: "fit of the Universal Scalability Law" };
  return `${names[chosen ?? "wave"]}, which misses the lanes' times by ${plain(miss * 100)} %`;
}

/** Why it stops scaling. */
function whyWords({ chosen, serialFraction, contention, coherency, models }: Scaling): string {
  if (chosen === "amdahl" && serialFraction) {
    return `It stops scaling because ${share(serialFraction)} of the time can't be divided.`;
  }
  if (chosen === "usl" && contention && coherency) {
    const parts = [
      ...(contention.value >= 0.001 ? [`${share(contention)} of the time queues for something shared`] : []),
      ...(coherency.value >= 0.0001 ? [`each pair of pods costs another ${plain(coherency.value * 100)} %`] : []),
    ];
    return parts.length === 0 ? "" : `It stops scaling because ${parts.join(", and ")}.`;
  }
  const wave = models.find((model) => model.name === "wave")?.parameters;
  if (chosen !== "wave" || !wave) return "";
  const fixed = wave["fixedSeconds"];
  const perWave = wave["waveSeconds"];
  const parts = [
    ...(fixed ? [`${plain(fixed.value)} s whatever the parallelism`] : []),
    ...(perWave ? [`${plain(perWave.value)} s a wave`] : []),
  ];
  return parts.length === 0 ? "" : `It stops scaling because a heat pays ${parts.join(" and ")}.`;
}

function share({ value, low, high }: Estimate): string {
  const percent = (part: number): string => plain(part * 100);
  const range = low === undefined || high === undefined ? "" : ` (${percent(low)} to ${percent(high)} %)`;
  return `${percent(value)} %${range}`;
}

function capWords({ parallelism, kind, allocatableCpu, requestedCpu }: CpuCap): string {
  const cpus = `The cluster has ${plain(allocatableCpu)} allocatable CPUs`;
  return kind === "requests"
    ? `${cpus}, and each pod requests ${plain(requestedCpu ?? 0)}: beyond ${parallelism} at once, pods wait for a node.`
    : `${cpus}: beyond ${parallelism} at once, pods share them, and more parallelism saves waves but no work.`;
}
