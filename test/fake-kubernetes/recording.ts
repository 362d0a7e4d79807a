import type { WireEvent, WireJob, WirePod } from "../../observe/api/kubernetes-objects";

/** What a real cluster told of one Job, as its watches did, with the time since the Job's creation. */
export interface Recording {
  /** What was done to get it. */
  readonly description: string;
  readonly kubernetesVersion: string;
  readonly steps: readonly RecordedStep[];
  /** Logs with time stamps, by pod, as far as they could be read in the end. */
  readonly logs: Readonly<Record<string, readonly string[]>>;
}

export interface RecordedStep {
  readonly afterMs: number;
  readonly resource: "jobs" | "pods" | "events";
  readonly change: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: WireJob & WirePod & WireEvent;
}
