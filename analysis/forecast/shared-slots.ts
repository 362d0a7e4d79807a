/** A pod, or an item of a queue. */
export interface SlotJob {
  /** In seconds of a CPU of its own. */
  readonly work: number;
  /** From the moment when its slot is free until it runs. */
  readonly delaySeconds: number;
}

/**
 * The end of the last job, when each takes, in order, the slot that is free first, and those that run share the CPUs evenly,
 * none of them getting more than one.
 */
export function sharedSeconds(jobs: readonly SlotJob[], { slots, cpus }: { slots: number; cpus: number }): number {
  // When the jobs that have a slot will run, and what those that run will have been given when they end: the next one last.
  const starts: { readonly value: number; readonly work: number }[] = [];
  const ends: { readonly value: number }[] = [];
  let taken = 0;
  const take = (now: number): void => {
    const job = jobs[taken];
    if (!job) return;
    taken += 1;
    insert(starts, { value: now + job.delaySeconds, work: job.work });
  };
  for (let slot = 0; slot < slots && slot < jobs.length; slot++) take(0);
  let given = 0;
  let now = 0;
  for (;;) {
    const [start, end] = [starts.at(-1), ends.at(-1)];
    if (!start && !end) return now;
    const rate = Math.min(1, cpus / Math.max(1, ends.length));
    const endsAt = end ? now + (end.value - given) / rate : Infinity;
    if (start && start.value <= endsAt) {
      given += (start.value - now) * rate;
      now = start.value;
      starts.pop();
      insert(ends, { value: given + start.work });
    } else {
      given = end?.value ?? given;
      now = endsAt;
      ends.pop();
      take(now);
    }
  }
}

/** Into a list whose least is last. */
function insert<T extends { readonly value: number }>(falling: T[], it: T): void {
  let [from, to] = [0, falling.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((falling[middle]?.value ?? 0) > it.value) from = middle + 1;
    else to = middle;
  }
  falling.splice(from, 0, it);
}
