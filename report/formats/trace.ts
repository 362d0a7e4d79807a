import type { HeatResult, Results } from "../../analysis/results/results";
import { slotsOf, type SlotPod, type Stretch } from "../pod-slots";
import type { Format } from "./format";

/** An event of the Chrome trace format; `ts` and `dur` in microseconds. */
interface TraceEvent {
  readonly ph: "X" | "M" | "C" | "s" | "f";
  readonly name: string;
  readonly cat?: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly id?: number;
  readonly bp?: "e";
  readonly args?: Readonly<Record<string, unknown>>;
}

/**
 * Chrome trace JSON: a process for each heat with its Job on thread 0 and a thread for each slot; on a slot's thread the
 * pods with their phases, and within `work` the laps. Arrows lead from a pod's end to its successor, and a counter says
 * how many containers run.
 */
export const traceFormat: Format = {
  name: "trace",
  description: "every pod on a timeline: open it in ui.perfetto.dev, chrome://tracing or speedscope",
  extension: "trace.json",
  render: (results) => `${JSON.stringify({ displayTimeUnit: "ms", traceEvents: traceEvents(results) })}\n`,
};

function traceEvents({ heats }: Results): TraceEvent[] {
  const races = heats.map((heat) => ({ heat, pods: slotsOf(heat) })).filter(({ pods }) => pods.length > 0);
  const zero = races.reduce((least, { pods }) => Math.min(least, startOf(pods)), Infinity);
  const arrows = { next: 1 };
  return races.flatMap(({ heat, pods }, index) => new HeatTrace(index + 1, zero, arrows).eventsOf(heat, pods));
}

function startOf(pods: readonly SlotPod[]): number {
  return pods.reduce((least, { from }) => Math.min(least, from), Infinity);
}

/** Writes one heat as one process. Times are rounded to the microsecond, which keeps their order and so the nesting. */
class HeatTrace {
  constructor(
    private readonly pid: number,
    private readonly zero: number,
    private readonly arrows: { next: number },
  ) {}

  eventsOf(heat: HeatResult, pods: readonly SlotPod[]): TraceEvent[] {
    const slots = Math.max(...pods.map(({ slot }) => slot)) + 1;
    return [
      this.about("process_name", 0, { name: `${heat.lane}, round ${heat.round}` }),
      this.about("process_sort_index", 0, { sort_index: this.pid }),
      this.about("thread_name", 0, { name: "Job" }),
      ...Array.from({ length: slots }, (_, slot) => this.about("thread_name", slot + 1, { name: `slot ${slot + 1}` })),
      ...this.job(heat, pods),
      ...pods.flatMap((pod) => this.pod(pod)),
      ...this.running(pods),
    ];
  }

  private job(heat: HeatResult, pods: readonly SlotPod[]): TraceEvent[] {
    const from = startOf(pods);
    const end = pods.reduce((most, { to }) => Math.max(most, to), -Infinity);
    const to = Math.max(end, from + (heat.heatSeconds ?? 0));
    const facts = { durationSeconds: heat.durationSeconds, valid: heat.valid, disturbances: heat.disturbances };
    return [
      this.slice("Job", "heat", 0, { from, to }, facts),
      ...(to > end ? [this.slice("completion lag", "phase", 0, { from: end, to })] : []),
    ];
  }

  private pod({ pod, slot, from, to, phases, laps, before }: SlotPod): TraceEvent[] {
    const tid = slot + 1;
    const arrow = before && { name: "hand-over", cat: "hand-over", pid: this.pid, tid, id: this.arrows.next++ };
    return [
      this.slice(pod.name, "pod", tid, { from, to }, { node: pod.node, exitCode: pod.exitCode, phase: pod.phase }),
      ...phases.map((phase) => this.slice(phase.name, "phase", tid, phase)),
      ...laps.map((lap) => this.slice(`item ${lap.item}`, "lap", tid, lap)),
      // An arrow belongs to the slice around its instant: so it leaves just before the end.
      ...(arrow
        ? [
            { ...arrow, ph: "s" as const, ts: Math.max(this.ts(before.from), this.ts(before.to) - 1) },
            { ...arrow, ph: "f" as const, bp: "e" as const, ts: this.ts(from) },
          ]
        : []),
    ];
  }

  /** Containers that run, after each start and end. */
  private running(pods: readonly SlotPod[]): TraceEvent[] {
    const steps = new Map<number, number>([[this.ts(startOf(pods)), 0]]);
    for (const { phases } of pods) {
      const work = phases.find(({ name }) => name === "work");
      if (!work) continue;
      for (const [at, step] of [[work.from, 1] as const, [work.to, -1] as const]) {
        steps.set(this.ts(at), (steps.get(this.ts(at)) ?? 0) + step);
      }
    }
    let running = 0;
    return [...steps]
      .sort(([a], [b]) => a - b)
      .map(([ts, step]) => {
        running += step;
        return { ph: "C", name: "running pods", pid: this.pid, tid: 0, ts, args: { pods: running } };
      });
  }

  private slice(name: string, cat: string, tid: number, { from, to }: Stretch, args?: object): TraceEvent {
    const ts = this.ts(from);
    const dur = this.ts(to) - ts;
    return { ph: "X", name, cat, pid: this.pid, tid, ts, dur, ...(args && { args: { ...args } }) };
  }

  private about(name: string, tid: number, args: Readonly<Record<string, unknown>>): TraceEvent {
    return { ph: "M", name, pid: this.pid, tid, args };
  }

  private ts(seconds: number): number {
    return Math.round((seconds - this.zero) * 1e6);
  }
}
