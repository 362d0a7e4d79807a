/**
 * How long the same items take in equal parts and pulled from a queue, where workers share CPUs.
 *
 * Running workers share the CPUs evenly, and none can use more than one. So all of them make progress at the same rate,
 * and it is enough to schedule their work as if each had a CPU: only the clock then runs slower while more of them run than
 * there are CPUs.
 */

/** The items' work, in seconds on a CPU of its own, of each worker in its order. */
export type Shares = readonly (readonly number[])[];

/** Work at which each worker of static shares is done. */
function staticEnds(shares: Shares): number[] {
  return shares.map((share) => share.reduce((sum, cost) => sum + cost, 0));
}

/** Work at which each worker is done that takes the next item as soon as it is free (list scheduling). */
function pulledEnds(costs: readonly number[], workers: number): number[] {
  const free = Array.from({ length: workers }, () => 0);
  for (const cost of costs) {
    let first = 0;
    for (let worker = 1; worker < workers; worker += 1) {
      if ((free[worker] ?? 0) < (free[first] ?? 0)) first = worker;
    }
    free[first] = (free[first] ?? 0) + cost;
  }
  return free;
}

/** Seconds until the last worker is done, where so many CPUs are shared by those that are not done yet. */
function sharedSeconds(ends: readonly number[], cpus: number): number {
  const sorted = [...ends].sort((a, b) => a - b);
  return sorted.reduce((seconds, end, done) => {
    const running = sorted.length - done;
    return seconds + (end - (sorted[done - 1] ?? 0)) * Math.max(1, running / cpus);
  }, 0);
}

/** Makespans of the same items in these parts and pulled in this order, with `takeSeconds` for taking an item. */
export function bothWays(
  shares: Shares,
  { cpus, takeSeconds }: { readonly cpus: number; readonly takeSeconds: number },
): { readonly staticSeconds: number; readonly pulledSeconds: number } {
  const costs = shares.flat().map((cost) => cost + takeSeconds);
  return {
    staticSeconds: sharedSeconds(staticEnds(shares), cpus),
    pulledSeconds: sharedSeconds(pulledEnds(costs, shares.length), cpus),
  };
}

/** A worker's start and the ends of its items, in seconds of one clock. */
export interface SeenWorker {
  readonly start: number;
  readonly ends: readonly number[];
}

/** The work of each worker's items, from when they were seen to end: what they took, less the time when others had the CPUs. */
export function sharesOf(workers: readonly SeenWorker[], cpus: number): number[][] {
  const changes = workers
    .flatMap(({ start, ends }) => [
      { at: start, by: 1 },
      { at: ends.at(-1) ?? start, by: -1 },
    ])
    .sort((a, b) => a.at - b.at || b.by - a.by);
  const steps: { readonly at: number; readonly work: number; readonly rate: number }[] = [];
  let [work, running] = [0, 0];
  changes.forEach(({ at, by }, index) => {
    const before = steps[index - 1];
    if (before) work += (at - before.at) * before.rate;
    running += by;
    steps.push({ at, work, rate: running === 0 ? 0 : Math.min(1, cpus / running) });
  });
  const workAt = (at: number): number => {
    const step = steps.findLast((candidate) => candidate.at <= at);
    return step === undefined ? 0 : step.work + (at - step.at) * step.rate;
  };
  return workers.map(({ start, ends }) => {
    const marks = [start, ...ends].map(workAt);
    return ends.map((_, index) => Math.max(0, (marks[index + 1] ?? 0) - (marks[index] ?? 0)));
  });
}
