import type { Clock } from "./api/clock";
import type { ClusterApi } from "./api/cluster-api";
import type { Patience } from "./api/retry";
import type { LaneKindName } from "../plan/lane-kind";

/** One heat to wait for and to time. */
export interface HeatRequest {
  readonly namespace: string;
  readonly job: string;
  /** The Job that was created for this heat. Another of the same name is not it. */
  readonly uid: string;
  /** Value of the label `job-race/stack`, which every Job of the stack has. */
  readonly stack: string;
  readonly lane: string;
  readonly round: number;
  readonly run: string;
  /** @default "split" */
  readonly kind?: LaneKindName;
  /** Of the Job that fills a heat's queue: it is no heat itself. */
  readonly part?: "fill";
  readonly parallelism: number;
  /** Absent for a queue. */
  readonly completions?: number;
  readonly items: number;
  /** The container whose log and times count. */
  readonly container: string;
  /** Regular expression of the log line that marks a finished item; empty: none is marked. */
  readonly itemPattern: string;
  /** From the start of the wait to the end of the heat; nothing pushes it back. */
  readonly timeoutSeconds: number;
}

/** How long signs of trouble may last, in milliseconds, before they count as failure. */
export interface Graces {
  /** Image and container configuration: a registry may hiccup, a secret come late. */
  readonly podTroubleMs: number;
  readonly unschedulableMs: number;
  /** Refusals that may pass by themselves, such as a service account that is still being made. */
  readonly refusalMs: number;
}

/** The world outside, injected. */
export interface WaitTools {
  readonly api: ClusterApi;
  readonly clock: Clock;
  readonly patience: Patience;
  readonly graces: Graces;
  /** Shows one line of progress. */
  readonly say: (line: string) => void;
}

/** `oneshot, round 1`: how progress and errors call a heat. */
export function heatTitle({ lane, round, part }: HeatRequest): string {
  const title = round === 0 ? `${lane}, warm-up` : `${lane}, round ${round}`;
  return part === undefined ? title : `the filling of ${title}`;
}

/** `Job "oneshot-1" in namespace "race"`. */
export function jobName({ job, namespace }: HeatRequest): string {
  return `Job "${job}" in namespace "${namespace}"`;
}
