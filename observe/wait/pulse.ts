import { faultKind } from "../api/api-fault";
import type { Clock } from "../api/clock";
import type { Attention } from "../record/standstill";

/**
 * Feels a cluster's pulse by a question every few seconds. What counts is the time from a question to the answer that came
 * first, to this one or a later one: that is a lower bound of the time in which the cluster did nothing, whatever the
 * pause between two questions. Time in which we stood still ourselves says nothing of the cluster, and is kept apart.
 */
export class Pulse {
  private longestUnansweredMs = 0;
  private longestPausedMs = 0;
  private askedMs: number | undefined;

  constructor(private readonly clock: Clock) {}

  /** Sleeps, and notices if that took longer than it should. */
  async pause(ms: number, signal: AbortSignal): Promise<void> {
    const { clock } = this;
    const before = { nowMs: clock.nowMs(), wallMs: clock.wallMs() };
    await clock.sleep(ms, signal);
    const lateMs = clock.nowMs() - before.nowMs - ms;
    // The one clock stands still while the machine sleeps; the other jumps when somebody sets it, which the record then denies.
    this.longestPausedMs = Math.max(this.longestPausedMs, lateMs, clock.wallMs() - before.wallMs - ms);
    if (this.askedMs !== undefined) this.askedMs += Math.max(0, lateMs);
  }

  /** Puts a question; whatever comes of it is passed on. */
  async ask(question: () => Promise<unknown>): Promise<void> {
    this.askedMs ??= this.clock.nowMs();
    try {
      await question();
      this.answered();
    } catch (error) {
      // A refusal is an answer too.
      if (faultKind(error) !== "transient") this.answered();
      throw error;
    }
  }

  /** What was felt so far; a question that is still open counts up to now. */
  attention(): Omit<Attention, "watchedSeconds"> {
    return {
      unansweredSeconds: Math.max(this.longestUnansweredMs, this.openMs()) / 1000,
      pausedSeconds: this.longestPausedMs / 1000,
    };
  }

  private answered(): void {
    this.longestUnansweredMs = Math.max(this.longestUnansweredMs, this.openMs());
    this.askedMs = undefined;
  }

  private openMs(): number {
    return this.askedMs === undefined ? 0 : this.clock.nowMs() - this.askedMs;
  }
}
