import type { Results } from "../../analysis/results/results";
import type { Stack } from "../e2e/stack";

/** A Job as kubectl shows it. */
interface JobSeen {
  readonly metadata: { readonly uid: string };
  readonly spec: { readonly completions: number };
  readonly status: {
    readonly startTime?: string;
    readonly completionTime?: string;
    readonly succeeded?: number;
    readonly failed?: number;
  };
}

/** Looks at all Jobs of the sandbox now and then, as some may be gone in the end. */
export class Sightings {
  private readonly jobs = new Map<string, JobSeen>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly stack: Stack) {
    this.timer = setInterval(() => void this.look().catch(() => undefined), 1_000);
  }

  async look(): Promise<void> {
    const text = await this.stack.kubectl("get", "jobs", "--all-namespaces", "--output", "json");
    for (const job of (JSON.parse(text) as { items: JobSeen[] }).items) this.jobs.set(job.metadata.uid, job);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Everything in the results that kubectl's view denies. */
  contradictions({ heats }: Results, lanes: readonly string[]): string[] {
    const raced = heats.map(({ lane }) => lane).sort();
    const wrong = raced.join() === [...lanes].sort().join() ? [] : [`heats of ${raced.join()} only`];
    for (const heat of heats) {
      const name = `${heat.lane}-r${heat.round}`;
      const job = this.jobs.get(heat.uid ?? "");
      const { startTime = "", completionTime = "", succeeded, failed = 0 } = job?.status ?? {};
      if (job === undefined) wrong.push(`${name}: no Job has the UID ${heat.uid ?? "that is not there"}`);
      else if (heat.durationSeconds !== (Date.parse(completionTime) - Date.parse(startTime)) / 1_000)
        wrong.push(`${name}: Duration ${heat.durationSeconds} s, but ${startTime} to ${completionTime}`);
      else if (succeeded !== job.spec.completions) wrong.push(`${name}: ${succeeded ?? 0} pods succeeded`);
      else if (heat.valid && failed > 0) wrong.push(`${name}: valid, but ${failed} pods failed`);
    }
    return wrong;
  }
}
