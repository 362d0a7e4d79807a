import type { PodTiming } from "../observe/heat-timing";
import type { RecordedHeat } from "../analysis/results/results";
import type { Random } from "../analysis/statistics/random";

/** How one lane splits the work. */
export interface Split {
  readonly lane: string;
  readonly items: number;
  readonly completions: number;
  readonly parallelism: number;
}

/** What is true of a simulated cluster and its items; the overheads are those that a small real node was seen to have. */
export interface Cluster {
  readonly cpus: number;
  /** An item's mean seconds on a CPU of its own. */
  readonly lapSeconds: number;
  /** Standard deviation of an item's seconds over their mean. */
  readonly lapVariation: number;
  /** Standard deviation of the logarithm of what a whole heat takes longer or shorter. */
  readonly heatNoise: number;
  /** The same, shared by all heats of a round. */
  readonly roundNoise: number;
  /** CPUs that the pods really share, if not those that the cluster says: others use some, or the pods mostly wait. */
  readonly sharedCpus?: number;
  /** Heats of this lane that take three times as long. */
  readonly stragglers?: { readonly lane: string; readonly share: number };
}

const START = { least: 0.35, most: 0.75 };
/** From a container's end until its successor exists, or the Job is complete. */
const NOTICE = { least: 2.2, most: 3 };
const SCHEDULE_SECONDS = 0.01;
const STRAGGLER = 3;
const EPOCH = Date.UTC(2026, 0, 2, 3, 4, 5) / 1000;

/** A pod's life in seconds since its heat's first pod was created. */
interface SimulatedPod {
  readonly created: number;
  readonly start: number;
  readonly itemsAt: readonly number[];
}

export interface SimulatedRun {
  readonly pods: readonly SimulatedPod[];
  /** First pod's creation to the Job's completion. */
  readonly seconds: number;
  /** Whether it is one of the rare slow ones. */
  readonly straggled: boolean;
}

/** Runs one heat: pods take the slots as they come free, and the running ones share the CPUs evenly. */
export function runHeat(split: Split, cluster: Cluster, random: Random, roundFactor: number): SimulatedRun {
  const { stragglers } = cluster;
  const straggles = stragglers?.lane === split.lane && random.uniform() < stragglers.share;
  const factor = roundFactor * Math.exp(cluster.heatNoise * random.normal()) * (straggles ? STRAGGLER : 1);
  const between = ({ least, most }: { least: number; most: number }): number =>
    factor * (least + (most - least) * random.uniform());
  const lap = (): number => factor * cluster.lapSeconds * random.gamma(cluster.lapVariation);
  const itemsPerPod = split.items / split.completions;

  const pods: { created: number; start: number; itemsAt: number[] }[] = [];
  const active: { pod: (typeof pods)[number]; lapLeft: number }[] = [];
  const create = (now: number): void => {
    const pod = { created: now, start: now + between(START), itemsAt: [] };
    pods.push(pod);
    active.push({ pod, lapLeft: lap() });
  };
  const successors: number[] = [];
  for (let slot = 0; slot < Math.min(split.parallelism, split.completions); slot++) create(0);
  let now = 0;
  let end = 0;
  while (active.length > 0 || successors.length > 0) {
    const running = active.filter(({ pod }) => pod.start <= now);
    const rate = Math.min(1, (cluster.sharedCpus ?? cluster.cpus) / Math.max(1, running.length));
    const next = Math.min(
      ...running.map(({ lapLeft }) => now + lapLeft / rate),
      ...active.flatMap(({ pod }) => (pod.start > now ? pod.start : [])),
      ...successors,
    );
    for (const one of running) one.lapLeft -= (next - now) * rate;
    now = next;
    for (const one of running) {
      if (one.lapLeft > 1e-9) continue;
      one.pod.itemsAt.push(now);
      if (one.pod.itemsAt.length < itemsPerPod) one.lapLeft = lap();
      else {
        active.splice(active.indexOf(one), 1);
        end = Math.max(end, now);
        if (pods.length + successors.length < split.completions) successors.push(now + between(NOTICE));
      }
    }
    for (const due of successors.filter((at) => at <= now)) {
      successors.splice(successors.indexOf(due), 1);
      create(now);
    }
  }
  return { pods, seconds: end + between(NOTICE), straggled: straggles };
}

/** A run as the program would have recorded it, with the sources that a real cluster has. */
export function recordHeat(split: Split, round: number, run: SimulatedRun, cpus: number): RecordedHeat {
  const from = EPOCH + round * 100_000 + 0.25;
  const at = (seconds: number): string => instant(from + seconds);
  return {
    ...split,
    round,
    endedAt: at(run.seconds).replace(/\.\d+/, ""),
    completedAt: at(run.seconds),
    durationSeconds: Math.floor(from + run.seconds) - Math.floor(from),
    pods: run.pods.map(({ created, start, itemsAt }, index): PodTiming => ({
      name: `${split.lane}-${round}-${index}`,
      uid: "",
      createdAt: at(created),
      scheduledAt: at(created + SCHEDULE_SECONDS),
      containerStartedAt: at(start),
      firstLogAt: at(start),
      lastLogAt: at(itemsAt.at(-1) ?? start),
      itemsAt: itemsAt.map(at),
      phase: "Succeeded",
      restarts: 0,
    })),
    disturbances: [],
    cluster: { kubernetesVersion: "simulated", nodes: 1, allocatableCpu: cpus },
  };
}

/** RFC 3339 with nanoseconds. */
function instant(seconds: number): string {
  const whole = Math.floor(seconds);
  return new Date(whole * 1000).toISOString().replace(/\.\d+Z$/, `${(seconds - whole).toFixed(9).slice(1)}Z`);
}
